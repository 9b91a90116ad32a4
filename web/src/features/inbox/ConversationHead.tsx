/** Who and what this is about, who else looks at it, and what can be done. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconAlarm,
  IconArrowLeft,
  IconArrowsRightLeft,
  IconCheck,
  IconClockPause,
  IconDots,
  IconEye,
  IconFlag,
  IconHandGrab,
  IconHelpCircle,
  IconHourglass,
  IconLayoutSidebarRight,
  IconLink,
  IconPhoneOff,
  IconRefresh,
  IconUserMinus,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { nameOf, useCatalog, useMay, useMe } from '@/api/session';
import type { Conversation, View } from '@/api/types';
import { useLive } from '@/live/store';
import { Avatar, Chip, type Tone } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { fullTime, shortSpan, useNow } from '@/ui/time';
import { toast } from '@/ui/toast';
import { attempt } from './attempt';
import type { Dialog } from './Dialogs';
import styles from './Inbox.module.css';
import { act } from './questions';

const TONES: Readonly<Record<string, Tone>> = {
  new: 'accent',
  open: 'accent',
  resolved: 'ok',
  pending: 'info',
  snoozed: 'info',
};
const PRIORITIES = [1, 2, 3, 4, 5] as const;
const WAITS: ReadonlySet<string> = new Set(['queued', 'offered']);
const WORKED_ON: ReadonlySet<string> = new Set(['new', 'open', 'pending', 'snoozed']);

function Viewers({ id }: { id: string }) {
  const { t } = useTranslation();
  const { user } = useMe();
  const viewers = useLive((state) => state.viewers[id]);
  const typing = useLive((state) => state.typing[id]);
  const others = (viewers ?? []).filter((viewer) => viewer.id !== user.id);
  const names = others.map((viewer) => viewer.name).join(', ');
  const now = useNow();
  const writes =
    typing && typing.until > now ? others.find((other) => other.id === typing.who)?.name : undefined;
  if (others.length === 0) return null;
  return (
    <Tooltip label={t('conversation.viewing', { names })}>
      <span className={styles['viewers']} data-writing={writes ? true : undefined}>
        <IconEye size={14} aria-hidden />
        {others.slice(0, 3).map((viewer) => (
          <Avatar key={viewer.id} name={viewer.name} size={20} />
        ))}
        <span className="sr-only">{t('conversation.viewing', { names })}</span>
        {writes && <span>{t('conversation.writing', { name: writes })}</span>}
      </span>
    </Tooltip>
  );
}

/** When the answer is due, said in words and marked when it is late. */
function Due({ at }: { at: number }) {
  const { t } = useTranslation();
  const left = at - useNow();
  return (
    <Chip tone={left < 0 ? 'bad' : 'plain'} title={fullTime(at)}>
      <IconAlarm size={12} aria-hidden />{' '}
      {left < 0
        ? t('conversation.overdue', { span: shortSpan(-left) })
        : t('conversation.dueIn', { span: shortSpan(left) })}
    </Chip>
  );
}

function MoreMenu({
  conversation,
  onDialog,
}: {
  conversation: Conversation;
  onDialog: (dialog: Dialog) => void;
}) {
  const { t } = useTranslation();
  const { user } = useMe();
  const { id, interaction } = conversation;
  const chat = interaction?.state === 'handling' && interaction.channel === 'webchat' ? interaction : null;
  const priority = async (level: number) => {
    const was = conversation.priority;
    if (await attempt(() => act(id, 'priority', { priority: level }))) {
      toast.done(t('done.priority'), () => void attempt(() => act(id, 'priority', { priority: was })));
    }
  };
  return (
    <Menu width={230}>
      <Menu.Target>
        <ActionIcon aria-label={t('action.more')}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconHourglass size={15} />}
          onClick={() => void attempt(() => act(id, 'pend'), t('done.pend'))}
        >
          {t('action.pend')}
        </Menu.Item>
        {conversation.agent?.id === user.id && (
          <Menu.Item
            leftSection={<IconUserMinus size={15} />}
            onClick={() => void attempt(() => act(id, 'release'), t('done.release'))}
          >
            {t('action.release')}
          </Menu.Item>
        )}
        {chat && (
          <Menu.Item
            leftSection={<IconPhoneOff size={15} />}
            onClick={() =>
              void attempt(
                () =>
                  told(
                    api.POST('/api/v1/interactions/{interaction_id}/end', {
                      params: { path: { interaction_id: chat.id } },
                    }),
                  ),
                t('done.endChat'),
              )
            }
          >
            {t('action.endChat')}
          </Menu.Item>
        )}
        {interaction && (
          <Menu.Item leftSection={<IconHelpCircle size={15} />} onClick={() => onDialog('why')}>
            {WAITS.has(interaction.state) ? t('action.why') : t('action.whyAgent')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconFlag size={15} />} onClick={() => onDialog('reason')}>
          {t('action.reason')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLink size={15} />}
          onClick={() => {
            void navigator.clipboard.writeText(`${location.origin}/inbox/all/${id}`);
            toast.done(t('done.link'));
          }}
        >
          {t('action.link')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('priority.label')}</Menu.Label>
        {PRIORITIES.map((level) => (
          <Menu.Item
            key={level}
            rightSection={level === conversation.priority ? <IconCheck size={15} /> : null}
            onClick={() => void priority(level)}
          >
            {t(`priority.${level}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Actions({
  conversation,
  onDialog,
}: {
  conversation: Conversation;
  onDialog: (dialog: Dialog) => void;
}) {
  const { t } = useTranslation();
  const { user } = useMe();
  const mayTransfer = useMay('conversation.transfer');
  const mayClose = useMay('conversation.close');
  const { id } = conversation;
  const active = WORKED_ON.has(conversation.status);
  return (
    <div className={styles['actions']}>
      {active && conversation.agent?.id !== user.id && (
        <Button
          variant={conversation.agent ? 'default' : 'filled'}
          leftSection={<IconHandGrab size={15} />}
          onClick={() => void attempt(() => act(id, 'take'), t('done.take'))}
        >
          {t('action.take')}
        </Button>
      )}
      {active && mayTransfer && (
        <Button
          className={styles['square']}
          variant="default"
          leftSection={<IconArrowsRightLeft size={15} />}
          onClick={() => onDialog('transfer')}
        >
          <span className={styles['wideOnly']}>{t('action.transfer')}</span>
        </Button>
      )}
      {active && (
        <Button
          className={styles['square']}
          variant="default"
          leftSection={<IconClockPause size={15} />}
          onClick={() => onDialog('snooze')}
        >
          <span className={styles['wideOnly']}>{t('action.snooze')}</span>
        </Button>
      )}
      {active && mayClose && (
        <Button variant="default" leftSection={<IconCheck size={15} />} onClick={() => onDialog('resolve')}>
          {t('action.resolve')}
        </Button>
      )}
      {!active && conversation.status === 'resolved' && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} />}
          onClick={() => void attempt(() => act(id, 'reopen'), t('done.reopen'))}
        >
          {t('action.reopen')}
        </Button>
      )}
      <MoreMenu conversation={conversation} onDialog={onDialog} />
    </div>
  );
}

interface Props {
  conversation: Conversation;
  view: View;
  narrow: boolean;
  panel: boolean;
  onPanel: () => void;
  onDialog: (dialog: Dialog) => void;
}

export function ConversationHead({ conversation, view, narrow, panel, onPanel, onDialog }: Props) {
  const { t, i18n } = useTranslation();
  const { queues } = useCatalog();
  const { customer, status } = conversation;
  return (
    <header className={styles['head']}>
      {narrow && (
        <ActionIcon component={Link} to={`/inbox/${view}`} aria-label={t('common.back')}>
          <IconArrowLeft size={18} />
        </ActionIcon>
      )}
      <div className={styles['headText']}>
        <h1>
          <ChannelIcon channel={conversation.channel} size={17} /> {customer.name || t('customer.unnamed')}
          {conversation.subject && <span className={styles['subject']}>{conversation.subject}</span>}
        </h1>
        <div className={styles['headFoot']}>
          <span>#{conversation.number}</span>
          <Chip tone={TONES[status] ?? 'plain'}>{t(`status.${status}`)}</Chip>
          {conversation.priority !== 3 && (
            <Chip tone={conversation.priority < 3 ? 'bad' : 'plain'}>
              {t(`priority.${conversation.priority as 1}`)}
            </Chip>
          )}
          {conversation.due_at && WORKED_ON.has(status) && <Due at={Date.parse(conversation.due_at)} />}
          <span className={styles['cut']}>{nameOf(queues, conversation.queue, i18n.language)}</span>
          <span className={styles['cut']}>
            {conversation.agent ? t('row.assigned', { name: conversation.agent.name }) : t('row.unassigned')}
          </span>
          {conversation.interaction && WAITS.has(conversation.interaction.state) && (
            <button type="button" className={styles['headLink']} onClick={() => onDialog('why')}>
              {t('action.why')}
            </button>
          )}
          <Viewers id={conversation.id} />
        </div>
      </div>
      <Actions conversation={conversation} onDialog={onDialog} />
      <Tooltip label={t('conversation.panel')}>
        <ActionIcon aria-label={t('conversation.panel')} aria-pressed={panel} onClick={onPanel}>
          <IconLayoutSidebarRight size={18} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
