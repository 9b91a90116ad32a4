/** What a conversation is marked with, each changed where it stands: kind, priority, tags. */
import { ActionIcon, Menu, TextInput, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMay } from '@/api/session';
import type { Conversation } from '@/api/types';
import { Chip, type Tone } from '@/ui/Bits';
import { foldedText } from '@/ui/TreeSelect';
import { undoable } from '@/ui/undo';
import { attempt } from '../attempt';
import { act } from '../questions';
import styles from './Head.module.css';

export const KINDS = ['enquiry', 'complaint', 'claim', 'incident'] as const;
export const PRIORITIES = [1, 2, 3, 4, 5] as const;
const KIND_TONES: Readonly<Record<string, Tone>> = { complaint: 'warn', claim: 'bad', incident: 'info' };

type Kind = (typeof KINDS)[number];
type Priority = (typeof PRIORITIES)[number];

export interface Opening {
  opened: boolean;
  onChange: (open: boolean) => void;
}

interface Props {
  conversation: Conversation;
  opening: Opening;
}

export function KindChip({ conversation, opening }: Props) {
  const { t } = useTranslation('matter');
  const { id, kind } = conversation;
  const set = async (to: Kind) => {
    const was = kind as Kind;
    if (to !== was && (await attempt(() => act(id, 'kind', { kind: to }))))
      undoable(t('done.kind', { kind: t(`kind.${to}`) }), () => act(id, 'kind', { kind: was }));
  };
  return (
    <Menu width={180} opened={opening.opened} onChange={opening.onChange}>
      <Menu.Target>
        <UnstyledButton
          className={styles['chipButton']}
          aria-label={t('head.kind', { kind: t(`kind.${kind as Kind}`) })}
        >
          <Chip tone={KIND_TONES[kind] ?? 'plain'}>{t(`kind.${kind as Kind}`)}</Chip>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {KINDS.map((each) => (
          <Menu.Item
            key={each}
            rightSection={each === kind ? <IconCheck size={15} /> : null}
            onClick={() => void set(each)}
          >
            {t(`kind.${each}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function PriorityChip({ conversation, opening }: Props) {
  const { t } = useTranslation(['desk', 'matter']);
  const { id, priority } = conversation;
  const set = async (level: number) => {
    const was = priority;
    if (level !== was && (await attempt(() => act(id, 'priority', { priority: level }))))
      undoable(t('done.priority'), () => act(id, 'priority', { priority: was }));
  };
  const name = t(`priority.${priority as Priority}`);
  return (
    <Menu width={180} opened={opening.opened} onChange={opening.onChange}>
      <Menu.Target>
        <UnstyledButton
          className={styles['chipButton']}
          aria-label={t('matter:head.priority', { priority: name })}
        >
          <Chip tone={priority < 3 ? 'bad' : 'plain'}>{name}</Chip>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {PRIORITIES.map((level) => (
          <Menu.Item
            key={level}
            rightSection={level === priority ? <IconCheck size={15} /> : null}
            onClick={() => void set(level)}
          >
            {t(`priority.${level}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function useTags(conversation: Conversation) {
  const { t, i18n } = useTranslation('matter');
  const { tags } = useCatalog();
  const { id } = conversation;
  const nameOf = (slug: string) => {
    const found = tags.find((tag) => tag.slug === slug);
    return (i18n.language === 'es' && found?.name_es) || (found?.name ?? slug);
  };
  const change = async (add: string[], remove: string[]) => {
    if (await attempt(() => act(id, 'tags', { add, remove })))
      undoable(t('head.tagged'), () => act(id, 'tags', { add: remove, remove: add }));
  };
  return { tags, nameOf, change };
}

function TagMenu({ conversation, opening }: Props) {
  const { t } = useTranslation('matter');
  const { tags, nameOf, change } = useTags(conversation);
  const [typed, setTyped] = useState('');
  const has = new Set(conversation.tags);
  const shown = tags.filter((tag) => foldedText(nameOf(tag.slug)).includes(foldedText(typed.trim())));
  const toggle = (slug: string) => void change(has.has(slug) ? [] : [slug], has.has(slug) ? [slug] : []);
  return (
    <Menu
      width={230}
      closeOnItemClick={false}
      opened={opening.opened}
      onChange={opening.onChange}
      onClose={() => setTyped('')}
    >
      <Menu.Target>
        <UnstyledButton className={styles['addTag']}>
          <IconPlus size={12} aria-hidden /> {t('head.addTag')}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <TextInput
          size="xs"
          m={4}
          aria-label={t('tags.search')}
          placeholder={t('tags.search')}
          value={typed}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !shown[0]) return;
            event.preventDefault();
            toggle(shown[0].slug);
            setTyped('');
          }}
        />
        <div className={styles['tagList']}>
          {shown.map((tag) => (
            <Menu.Item
              key={tag.slug}
              leftSection={<i className={styles['swatch']} style={{ background: tag.color }} />}
              rightSection={has.has(tag.slug) ? <IconCheck size={15} /> : null}
              onClick={() => toggle(tag.slug)}
            >
              {nameOf(tag.slug)}
            </Menu.Item>
          ))}
        </div>
        {shown.length === 0 && (
          <p className={styles['nothing']}>{t(tags.length === 0 ? 'tags.empty' : 'tags.none')}</p>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

export function Tags({ conversation, opening }: Props) {
  const { t } = useTranslation('matter');
  const { tags, nameOf, change } = useTags(conversation);
  const may = useMay('conversation.reply');
  return (
    <>
      {conversation.tags.map((slug) => (
        <span key={slug} className={styles['tag']}>
          <i
            className={styles['swatch']}
            style={{ background: tags.find((tag) => tag.slug === slug)?.color }}
          />
          {nameOf(slug)}
          {may && (
            <ActionIcon
              size={16}
              aria-label={t('head.removeTag', { tag: nameOf(slug) })}
              onClick={() => void change([], [slug])}
            >
              <IconX size={11} />
            </ActionIcon>
          )}
        </span>
      ))}
      {may && <TagMenu conversation={conversation} opening={opening} />}
    </>
  );
}
