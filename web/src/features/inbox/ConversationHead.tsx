/** Who and what this is about, what it is marked with, who else looks at it, and what can be done. */
import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconCopy, IconLayoutSidebarRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog, useMay } from '@/api/session';
import type { Conversation, ListName } from '@/api/types';
import { Avatar, Chip, type Tone } from '@/ui/Bits';
import { useCommands } from '@/ui/commands';
import { ChannelIcon } from '@/ui/icons';
import { useSlot } from '@/ui/slots';
import { toast } from '@/ui/toast';
import type { Dialog } from './Dialogs';
import styles from './head/Head.module.css';
import { KindChip, PriorityChip, Tags, type Opening } from './head/Labels';
import { Relations } from './head/Relations';
import { commandsOf, Toolbar, useDoings, WORKED_ON } from './head/Toolbar';
import { Viewers } from './head/Viewers';
import { SlaClock } from './Sla';

const TONES: Readonly<Record<string, Tone>> = {
  new: 'accent',
  open: 'accent',
  resolved: 'ok',
  pending: 'info',
  snoozed: 'info',
};

function Reference({ number }: { number: number }) {
  const { t } = useTranslation('matter');
  return (
    <Tooltip label={t('head.copyReference', { number })}>
      <UnstyledButton
        className={styles['reference']}
        aria-label={t('head.copyReference', { number })}
        onClick={() => {
          void navigator.clipboard.writeText(String(number));
          toast.done(t('head.copied', { number }));
        }}
      >
        #{number} <IconCopy size={12} aria-hidden />
      </UnstyledButton>
    </Tooltip>
  );
}

type Open = 'kind' | 'priority' | 'tags' | null;

function useOpenings(): { of: (name: Exclude<Open, null>) => Opening; show: (name: Open) => void } {
  const [open, show] = useState<Open>(null);
  return { of: (name) => ({ opened: open === name, onChange: (on) => show(on ? name : null) }), show };
}

function Labels({
  conversation,
  onDialog,
  openings,
}: {
  conversation: Conversation;
  onDialog: (dialog: Dialog) => void;
  openings: ReturnType<typeof useOpenings>;
}) {
  const { t, i18n } = useTranslation(['desk', 'matter']);
  const { queues, reasons } = useCatalog();
  const { status, agent, reason } = conversation;
  const reasonName = reason ? nameOf(reasons, reason, i18n.language) : t('matter:head.noReason');
  return (
    <div className={styles['labels']}>
      <Reference number={conversation.number} />
      <Chip tone={TONES[status] ?? 'plain'}>{t(`status.${status}`)}</Chip>
      <KindChip conversation={conversation} opening={openings.of('kind')} />
      <PriorityChip conversation={conversation} opening={openings.of('priority')} />
      <UnstyledButton
        className={styles['chipButton']}
        aria-label={t('matter:head.reason', { reason: reasonName })}
        onClick={() => onDialog('reason')}
      >
        <Chip>{reasonName}</Chip>
      </UnstyledButton>
      {WORKED_ON.has(status) && <SlaClock row={conversation} />}
      <Tags conversation={conversation} opening={openings.of('tags')} />
      <span className={styles['assignee']}>
        {agent && <Avatar name={agent.name} size={18} />}
        {agent && <span className="sr-only">{t('matter:head.assignee', { name: agent.name })}</span>}
        <span aria-hidden={agent !== null}>{agent ? agent.name : t('matter:head.unassigned')}</span>
        <span>· {nameOf(queues, conversation.queue, i18n.language)}</span>
      </span>
    </div>
  );
}

interface Props {
  conversation: Conversation;
  view: ListName;
  narrow: boolean;
  panel: boolean;
  onPanel: () => void;
  onDialog: (dialog: Dialog) => void;
}

function Title({ conversation, view, narrow, panel, onPanel }: Omit<Props, 'onDialog'>) {
  const { t } = useTranslation();
  const { customer, subject } = conversation;
  const mayReply = useMay('conversation.reply');
  const invitePeople = useSlot('invitePeople');
  return (
    <div className={styles['title']}>
      {narrow && (
        <ActionIcon component={Link} to={`/inbox/${view}`} aria-label={t('common.back')}>
          <IconArrowLeft size={18} />
        </ActionIcon>
      )}
      <h1>
        <ChannelIcon channel={conversation.channel} size={17} />
        <span className={styles['who']}>{customer.name || t('customer.unnamed')}</span>
        {customer.organization && <span className={styles['company']}>{customer.organization}</span>}
        {subject && (
          <span className={styles['subject']} title={subject}>
            {subject}
          </span>
        )}
      </h1>
      <Viewers id={conversation.id} />
      {mayReply &&
        conversation.status !== 'closed' &&
        invitePeople(conversation.id, conversation.channel === 'webchat')}
      <Tooltip label={t('conversation.panel')}>
        <ActionIcon aria-label={t('conversation.panel')} aria-pressed={panel} onClick={onPanel}>
          <IconLayoutSidebarRight size={18} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

export function ConversationHead(props: Props) {
  const { t } = useTranslation(['desk', 'matter']);
  const { conversation, view, onDialog } = props;
  const openings = useOpenings();
  const mayReply = useMay('conversation.reply');
  const doings = useDoings(conversation, onDialog);
  const labels = (['kind', 'priority', 'tags'] as const).map((name) => ({
    id: `conversation.${name}`,
    title: t(`matter:action.${name}`),
    group: 'conversation' as const,
    run: () => openings.show(name),
  }));
  useCommands([...commandsOf(doings), ...(mayReply ? labels : [])]);
  return (
    <>
      <header className={styles['head']}>
        <Title {...props} />
        <div className={styles['foot']}>
          <Labels conversation={conversation} onDialog={onDialog} openings={openings} />
          <Toolbar doings={doings} />
        </div>
      </header>
      <Relations conversation={conversation} view={view} />
    </>
  );
}
