/** What can be done with the conversation: the usual things as buttons, everything else in the menu beside them. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowsRightLeft,
  IconArrowMerge,
  IconCheck,
  IconClockPause,
  IconDots,
  IconForms,
  IconHandGrab,
  IconHandStop,
  IconHelpCircle,
  IconHourglass,
  IconLink,
  IconListDetails,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconRefresh,
  IconScissors,
  IconTargetArrow,
  IconUserCheck,
  IconUserMinus,
  type Icon,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { useMay, useMe } from '@/api/session';
import type { Conversation } from '@/api/types';
import type { Command } from '@/ui/commands';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import { attempt } from '../attempt';
import type { Dialog } from '../Dialogs';
import { act } from '../questions';
import { picking } from '../picking';
import styles from './Head.module.css';

const WAITS: ReadonlySet<string> = new Set(['queued', 'offered']);
export const WORKED_ON: ReadonlySet<string> = new Set(['new', 'open', 'pending', 'snoozed']);

interface Doing {
  id: string;
  label: string;
  icon: Icon;
  run: () => void;
  /** Among the buttons; `main` is the one that stands out. */
  button?: 'plain' | 'main';
  words?: string;
}

function useSteps(conversation: Conversation) {
  const { t } = useTranslation(['desk', 'matter']);
  const { id, agent } = conversation;
  const { user } = useMe();
  const step = (name: 'take' | 'pend' | 'release' | 'reopen', back?: () => Promise<unknown>) => () =>
    void attempt(() => act(id, name)).then((done) => {
      if (!done) return;
      if (back) undoable(t(`done.${name}`), back);
      else toast.done(t(`done.${name}`));
    });
  return {
    take: step('take', agent && agent.id !== user.id ? undefined : () => act(id, 'release')),
    pend: step('pend', () => act(id, 'reopen')),
    release: step('release', () => act(id, 'take')),
    reopen: step('reopen'),
    lower: () => void attempt(() => act(id, 'hand/lower'), t('matter:done.handLower')),
    copyLink: () => {
      void navigator.clipboard.writeText(`${location.origin}/inbox/all/${id}`);
      toast.done(t('done.link'));
    },
    endChat: (interaction: string) => () =>
      void attempt(
        () =>
          told(
            api.POST('/api/v1/interactions/{interaction_id}/end', {
              params: { path: { interaction_id: interaction } },
            }),
          ),
        t('done.endChat'),
      ),
  };
}

interface Given {
  conversation: Conversation;
  mine: boolean;
  active: boolean;
  may: Readonly<Record<'reply' | 'transfer' | 'close' | 'assign', boolean>>;
  steps: ReturnType<typeof useSteps>;
  ask: (dialog: Dialog) => () => void;
  t: TFunction<['desk', 'matter']>;
}

type Possible = Doing | false;

const buttons = ({ conversation, mine, active, may, steps, ask, t }: Given): Possible[] => [
  active && may.reply && !mine && { id: 'take', label: t('action.take'), icon: IconHandGrab, run: steps.take, button: conversation.agent ? 'plain' : 'main' },
  active && may.transfer && { id: 'transfer', label: t('action.transfer'), icon: IconArrowsRightLeft, run: ask('transfer'), button: 'plain' },
  active && may.close && { id: 'snooze', label: t('action.snooze'), icon: IconClockPause, run: ask('snooze'), button: 'plain' },
  active && may.close && { id: 'resolve', label: t('action.resolve'), icon: IconCheck, run: ask('resolve'), button: 'plain' },
  conversation.status === 'resolved' && may.close && { id: 'reopen', label: t('action.reopen'), icon: IconRefresh, run: steps.reopen, button: 'plain' },
]; // prettier-ignore

function handling({ conversation, mine, active, may, steps, ask, t }: Given): Possible[] {
  const { interaction } = conversation;
  const chat = interaction?.state === 'handling' && interaction.channel === 'webchat' ? interaction.id : '';
  return [
    active && may.assign && { id: 'assign', label: t('matter:action.assign'), icon: IconUserCheck, run: ask('assign') },
    active && may.close && { id: 'pend', label: t('action.pend'), icon: IconHourglass, run: steps.pend },
    active && mine && { id: 'release', label: t('action.release'), icon: IconUserMinus, run: steps.release },
    chat !== '' && { id: 'endChat', label: t('action.endChat'), icon: IconPhoneOff, run: steps.endChat(chat) },
  ]; // prettier-ignore
}

function matter({ conversation, may, steps, ask, t }: Given): Possible[] {
  const open = conversation.status !== 'closed';
  const hand: Possible = conversation.hand_raised_at
    ? { id: 'hand', label: t('matter:action.handLower'), icon: IconHandStop, run: steps.lower }
    : open && { id: 'hand', label: t('matter:action.hand'), icon: IconHandStop, run: ask('hand') };
  if (!may.reply) return [];
  return [
    { id: 'task', label: t('matter:action.promise'), icon: IconTargetArrow, run: ask('promise'), words: t('matter:action.task') },
    hand,
    open && { id: 'callback', label: t('matter:action.callback'), icon: IconPhoneOutgoing, run: ask('callback') },
    open && { id: 'merge', label: t('matter:action.merge'), icon: IconArrowMerge, run: ask('merge') },
    { id: 'split', label: t('matter:action.pick'), icon: IconScissors, run: () => picking.begin(conversation.id) },
    { id: 'reason', label: t('matter:action.reason'), icon: IconForms, run: ask('reason') },
    { id: 'fields', label: t('matter:action.fields'), icon: IconListDetails, run: ask('fields') },
  ]; // prettier-ignore
}

function asked({ conversation, steps, ask, t }: Given): Possible[] {
  const { interaction } = conversation;
  const why = interaction && WAITS.has(interaction.state) ? t('action.why') : t('action.whyAgent');
  return [
    interaction !== null && { id: 'why', label: why, icon: IconHelpCircle, run: ask('why') },
    { id: 'link', label: t('action.link'), icon: IconLink, run: steps.copyLink },
  ];
}

/** Everything possible now, in the order in which it is needed. */
export function useDoings(conversation: Conversation, onDialog: (dialog: Dialog) => void): Doing[] {
  const { t } = useTranslation(['desk', 'matter']);
  const { user } = useMe();
  const may = {
    reply: useMay('conversation.reply'),
    transfer: useMay('conversation.transfer'),
    close: useMay('conversation.close'),
    assign: useMay('conversation.assign'),
  };
  const given: Given = {
    conversation,
    mine: conversation.agent?.id === user.id,
    active: WORKED_ON.has(conversation.status),
    may,
    steps: useSteps(conversation),
    ask: (dialog) => () => onDialog(dialog),
    t,
  };
  return [buttons, handling, matter, asked].flatMap((part) => part(given)).filter((each) => each !== false);
}

export const commandsOf = (doings: readonly Doing[]): Command[] =>
  doings.map(({ id, label, run, icon, words }) => ({
    id:
      id === 'take' && !doings.some((each) => each.id === 'assign')
        ? 'conversation.assign'
        : `conversation.${id}`,
    title: label,
    group: 'conversation',
    run,
    icon,
    ...(words ? { words } : {}),
  }));

export function Toolbar({ doings }: { doings: readonly Doing[] }) {
  const { t } = useTranslation(['desk', 'matter']);
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('matter:head.toolbar')}>
      {doings.map(
        ({ id, label, icon: Sign, run, button }) =>
          button && (
            <Button
              key={id}
              size="compact-sm"
              h={30}
              px={8}
              className={button === 'plain' && id !== 'resolve' ? styles['iconOnly'] : undefined}
              variant={button === 'main' ? 'filled' : 'default'}
              leftSection={<Sign size={15} aria-hidden />}
              onClick={run}
            >
              <span className={button === 'plain' && id !== 'resolve' ? styles['barLabel'] : undefined}>
                {label}
              </span>
            </Button>
          ),
      )}
      <Menu width={240} position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('action.more')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {doings.map(
            ({ id, label, icon: Sign, run, button }) =>
              !button && (
                <Menu.Item key={id} leftSection={<Sign size={15} aria-hidden />} onClick={run}>
                  {label}
                </Menu.Item>
              ),
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
