/** Where answers and notes are written. What the channel allows is said before the first key. */
import { Textarea } from '@mantine/core';
import { useRef, useState, type DragEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMay } from '@/api/session';
import type { Conversation } from '@/api/types';
import { line } from '@/live/socket';
import { ChannelRules } from './ChannelRules';
import styles from './Composer.module.css';
import { AttachButton, Chips, RouteSelect, SendButtons, SubjectField, Tabs } from './ComposerParts';
import { useDraft, useDrafts, useServerDraft, write, type Tab } from './drafts';
import { maySend, routeOf, useSend, type Then } from './sending';
import { useUploads } from './uploads';

interface Props {
  conversation: Conversation;
  tab: Tab;
  onTab: (tab: Tab) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  onResolve: () => void;
  onMail: () => void;
}

/** There is a mailbox of the brand, and addresses may be added. */
function useMayMail(brand: string): boolean {
  const { endpoints } = useCatalog();
  const mayEdit = useMay('customer.edit');
  return mayEdit && endpoints.some((endpoint) => endpoint.channel === 'email' && endpoint.brand === brand);
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

export function Composer({ conversation, tab, onTab, field, onResolve, onMail }: Props) {
  const { t } = useTranslation();
  const { id } = conversation;
  const note = tab === 'note';
  const draft = useDraft(id, tab);
  useServerDraft(id, tab);
  const route = routeOf(conversation, draft.endpoint);
  const traits = note ? null : (route?.traits ?? null);
  const mayAsk = useMayMail(conversation.brand);
  const typing = useTyping(id, note);
  const [over, setOver] = useState(false);
  const uploads = useUploads(traits, draft.files.length, (file) => {
    const now = useDrafts.getState().drafts[`${id}:${tab}`]?.files ?? [];
    write(id, tab, { files: [...now, file] });
  });
  const send = useSend(conversation, tab);
  const held = uploads.running.length > 0 || !maySend(tab, draft, route);
  const go = (then: Then) => {
    if (held) return;
    typing.off();
    send(draft, route, then);
    if (then === 'resolve') onResolve();
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
            onMail={mayAsk ? onMail : null}
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
          <SubjectField value={draft.subject} onChange={(subject) => write(id, tab, { subject })} />
        )}
        <Textarea
          ref={field}
          variant="unstyled"
          minRows={3}
          maxRows={14}
          className={styles['field']}
          aria-label={t(`composer.${tab}Field`)}
          placeholder={t(`composer.${tab}Placeholder`)}
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
        <AttachButton onPick={(files) => void uploads.add(files)} />
        <span className={styles['saved']}>
          {draft.text !== '' && !draft.dirty ? t('composer.saved') : ''}
        </span>
        <SendButtons note={note} held={held} onSend={go} />
      </div>
    </section>
  );
}
