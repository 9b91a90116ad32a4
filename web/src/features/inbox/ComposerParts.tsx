/** The parts of the composer: tabs, the way the answer goes, files, the ways to send. */
import { ActionIcon, Button, CloseButton, Loader, Select, TextInput, Tooltip } from '@mantine/core';
import { IconLock, IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, FileRef, ReplyOption } from '@/api/types';
import { ChannelIcon } from '@/ui/icons';
import styles from './Composer.module.css';
import type { Tab } from './drafts';
import { FileIcon } from './Files';

export function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
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

const keyOf = (option: ReplyOption): string => `${option.endpoint} ${option.identity}`;

export function RouteSelect({
  conversation,
  route,
  onPick,
  onMail,
}: {
  conversation: Conversation;
  route: ReplyOption | null;
  onPick: (endpoint: string, identity: string) => void;
  /** Asks for an e-mail address; null: there is no mailbox to answer from, or no leave to. */
  onMail: (() => void) | null;
}) {
  const { t } = useTranslation();
  const slugs = conversation.endpoints.map((each) => each.endpoint);
  const several = new Set(slugs.filter((slug, at) => slugs.indexOf(slug) !== at));
  if (conversation.endpoints.length < 2) {
    return (
      route && (
        <span className={styles['only']}>
          <ChannelIcon channel={route.channel} size={14} />
          <span>{route.name}</span>
          {route.channel !== 'email' && onMail && (
            <Button size="compact-xs" variant="subtle" onClick={onMail}>
              {t('composer.byMail')}
            </Button>
          )}
        </span>
      )
    );
  }
  return (
    <Select
      className={styles['route']}
      aria-label={t('composer.by')}
      value={route && keyOf(route)}
      onChange={(value) => {
        const found = conversation.endpoints.find((each) => keyOf(each) === value);
        if (found) onPick(found.endpoint, found.identity);
      }}
      allowDeselect={false}
      leftSection={route && <ChannelIcon channel={route.channel} size={14} />}
      data={conversation.endpoints.map((option) => ({
        value: keyOf(option),
        label: several.has(option.endpoint) ? `${option.name} · ${option.address}` : option.name,
      }))}
      renderOption={({ option }) => {
        const found = conversation.endpoints.find((each) => keyOf(each) === option.value);
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

export function Chips({
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

export function AttachButton({ onPick }: { onPick: (files: File[]) => void }) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onPick([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Tooltip label={t('files.add')}>
        <ActionIcon aria-label={t('files.add')} onClick={() => picker.current?.click()}>
          <IconPaperclip size={17} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

export function SubjectField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <TextInput
      className={styles['subjectField']}
      aria-label={t('composer.subject')}
      placeholder={t('composer.subject')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
