/** Where answers and notes are written. What the channel allows is said before the first key. */
import {
  ActionIcon,
  Button,
  CloseButton,
  Loader,
  Menu,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconChevronDown, IconLock, IconPaperclip, IconSend2 } from '@tabler/icons-react';
import { useRef, useState, type DragEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { outbox } from '@/api/outbox';
import { useMe } from '@/api/session';
import type { Conversation, FileRef, ReplyOption } from '@/api/types';
import { line } from '@/live/socket';
import { ChannelIcon } from '@/ui/icons';
import { newId } from '@/ui/ids';
import { attempt } from './attempt';
import { ChannelRules } from './ChannelRules';
import styles from './Composer.module.css';
import { clear, useDraft, useDrafts, useServerDraft, write, type Tab, type Written } from './drafts';
import { FileIcon } from './Files';
import { act } from './questions';
import { useUploads } from './uploads';

type Then = 'stay' | 'pend' | 'resolve';

interface Props {
  conversation: Conversation;
  tab: Tab;
  onTab: (tab: Tab) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  onResolve: () => void;
}

/** By what the answer goes: what was chosen, else the conversation's own, else the first there is. */
export function routeOf(conversation: Conversation, chosen: string): ReplyOption | null {
  const by = (slug: string | null) => conversation.endpoints.find((option) => option.endpoint === slug);
  return by(chosen) ?? by(conversation.reply_endpoint) ?? conversation.endpoints[0] ?? null;
}

const TYPING_EVERY = 3_000;

function useTyping(id: string, note: boolean) {
  const said = useRef(0);
  return {
    on: () => {
      const now = Date.now();
      if (now - said.current < TYPING_EVERY) return;
      said.current = now;
      line.typing(id, true, note);
    },
    off: () => {
      if (said.current === 0) return;
      said.current = 0;
      line.typing(id, false, note);
    },
  };
}

function useSend({ conversation, tab, onResolve }: Props, draft: Written, route: ReplyOption | null) {
  const { user } = useMe();
  const text = draft.text.trim();
  const blocked = text === '' && draft.files.length === 0;
  const send = (then: Then) => {
    if (blocked || (tab === 'reply' && !route)) return;
    const files = draft.files.map((file) => file.id);
    const reply = {
      text,
      files,
      endpoint: route?.endpoint,
      identity: route?.identity ?? undefined,
      subject: draft.subject.trim() || undefined,
      then: then === 'pend' ? 'pend' : undefined,
    };
    outbox.add({
      client_id: newId(),
      conversation: conversation.id,
      kind: tab === 'note' ? 'notes' : 'messages',
      body: tab === 'note' ? { text, files, mentions: [] } : reply,
      text,
      files: draft.files,
      channel: tab === 'note' ? '' : (route?.channel ?? ''),
      at: new Date().toISOString(),
      author: { id: user.id, name: user.name },
    });
    clear(conversation.id, tab);
    if (then === 'resolve') onResolve();
    if (then === 'pend' && tab === 'note') void attempt(() => act(conversation.id, 'pend'));
  };
  return { send, blocked };
}

function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles['tabs']} role="tablist" aria-label={t('composer.kind')}>
      {(['reply', 'note'] as const).map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`composer-${name}`}
          aria-selected={tab === name}
          aria-controls="composer-panel"
          tabIndex={tab === name ? 0 : -1}
          data-kind={name}
          onClick={() => onTab(name)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
              const other = name === 'reply' ? 'note' : 'reply';
              onTab(other);
              document.getElementById(`composer-${other}`)?.focus();
            }
          }}
        >
          {name === 'note' && <IconLock size={13} aria-hidden />}
          {t(`composer.${name}`)}
        </button>
      ))}
    </div>
  );
}

function RouteSelect({
  conversation,
  route,
  onPick,
}: {
  conversation: Conversation;
  route: ReplyOption | null;
  onPick: (endpoint: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      className={styles['route']}
      aria-label={t('composer.by')}
      value={route?.endpoint ?? null}
      onChange={(value) => value && onPick(value)}
      allowDeselect={false}
      disabled={conversation.endpoints.length < 2}
      leftSection={route && <ChannelIcon channel={route.channel} size={14} />}
      data={conversation.endpoints.map((option) => ({ value: option.endpoint, label: option.name }))}
      renderOption={({ option }) => {
        const found = conversation.endpoints.find((each) => each.endpoint === option.value);
        return (
          <span className={styles['option']}>
            <ChannelIcon channel={found?.channel ?? ''} size={15} />
            <span>
              {option.label}
              <small>{found?.address}</small>
            </span>
          </span>
        );
      }}
      comboboxProps={{ width: 300, position: 'top-end' }}
    />
  );
}

function Chips({
  files,
  running,
  onDrop,
}: {
  files: FileRef[];
  running: { key: string; name: string }[];
  onDrop: (id: string) => void;
}) {
  const { t } = useTranslation();
  if (files.length + running.length === 0) return null;
  return (
    <ul className={styles['chips']}>
      {files.map((file) => (
        <li key={file.id}>
          <FileIcon type={file.content_type} />
          <span>{file.name}</span>
          <CloseButton
            size={24}
            aria-label={t('files.remove', { name: file.name })}
            onClick={() => onDrop(file.id)}
          />
        </li>
      ))}
      {running.map((file) => (
        <li key={file.key} aria-busy>
          <Loader size={14} />
          <span>{file.name}</span>
        </li>
      ))}
    </ul>
  );
}

export function Composer(props: Props) {
  const { conversation, tab, onTab, field } = props;
  const { t } = useTranslation();
  const { id } = conversation;
  const note = tab === 'note';
  const draft = useDraft(id, tab);
  useServerDraft(id, tab);
  const route = routeOf(conversation, draft.endpoint);
  const traits = note ? null : (route?.traits ?? null);
  const typing = useTyping(id, note);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const uploads = useUploads(traits, draft.files.length, (file) => {
    const now = useDrafts.getState().drafts[`${id}:${tab}`]?.files ?? [];
    write(id, tab, { files: [...now, file] });
  });
  const { send, blocked } = useSend(props, draft, route);
  const tooLong = traits?.max_chars != null && draft.text.length > traits.max_chars;
  const held = blocked || uploads.running.length > 0 || tooLong || (!note && !route);
  const go = (then: Then) => {
    if (held) return;
    typing.off();
    send(then);
    field.current?.focus();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void uploads.add(event.dataTransfer.files);
  };
  return (
    <section
      className={styles['composer']}
      data-kind={tab}
      data-over={over || undefined}
      aria-label={t('composer.label')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles['top']}>
        <Tabs tab={tab} onTab={onTab} />
        {!note && (
          <RouteSelect
            conversation={conversation}
            route={route}
            onPick={(endpoint) => write(id, tab, { endpoint })}
          />
        )}
      </div>
      <div
        id="composer-panel"
        role="tabpanel"
        aria-labelledby={`composer-${tab}`}
        className={styles['panel']}
      >
        <ChannelRules note={note} route={route} conversation={conversation} length={draft.text.length} />
        {traits?.subject && conversation.channel !== route?.channel && (
          <TextInput
            className={styles['subjectField']}
            aria-label={t('composer.subject')}
            placeholder={t('composer.subject')}
            value={draft.subject}
            onChange={(event) => write(id, tab, { subject: event.currentTarget.value })}
          />
        )}
        <Textarea
          ref={field}
          variant="unstyled"
          minRows={3}
          maxRows={14}
          className={styles['field']}
          aria-label={note ? t('composer.noteField') : t('composer.replyField')}
          placeholder={note ? t('composer.notePlaceholder') : t('composer.replyPlaceholder')}
          value={draft.text}
          onChange={(event) => {
            write(id, tab, { text: event.currentTarget.value });
            if (event.currentTarget.value) typing.on();
          }}
          onBlur={typing.off}
          onPaste={(event) => {
            if (event.clipboardData.files.length > 0) void uploads.add(event.clipboardData.files);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              go('stay');
            }
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <Chips
          files={draft.files}
          running={uploads.running}
          onDrop={(file) => write(id, tab, { files: draft.files.filter((each) => each.id !== file) })}
        />
      </div>
      <div className={styles['bottom']}>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            if (event.currentTarget.files) void uploads.add([...event.currentTarget.files]);
            event.currentTarget.value = '';
          }}
        />
        <Tooltip label={t('files.add')}>
          <ActionIcon aria-label={t('files.add')} onClick={() => picker.current?.click()}>
            <IconPaperclip size={17} />
          </ActionIcon>
        </Tooltip>
        <span className={styles['saved']}>
          {draft.text !== '' && !draft.dirty ? t('composer.saved') : ''}
        </span>
        <SendButtons note={note} held={held} onSend={go} />
      </div>
    </section>
  );
}

function SendButtons({ note, held, onSend }: { note: boolean; held: boolean; onSend: (then: Then) => void }) {
  const { t } = useTranslation();
  const command = /mac/iu.test(navigator.userAgent) ? '⌘↵' : 'Ctrl+↵';
  return (
    <Button.Group>
      <Tooltip label={command}>
        <Button
          disabled={held}
          leftSection={note ? <IconLock size={15} /> : <IconSend2 size={15} />}
          onClick={() => onSend('stay')}
        >
          {note ? t('composer.addNote') : t('composer.send')}
        </Button>
      </Tooltip>
      {!note && (
        <Menu position="top-end">
          <Menu.Target>
            <Button disabled={held} px={7} aria-label={t('composer.sendMore')} className={styles['more']}>
              <IconChevronDown size={15} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onSend('pend')}>{t('composer.sendPend')}</Menu.Item>
            <Menu.Item onClick={() => onSend('resolve')}>{t('composer.sendResolve')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Button.Group>
  );
}
