/** What is asked before something is done; each question comes when it is asked. */
import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, ListName } from '@/api/types';
import { useSlot } from '@/ui/slots';
import { ListSkeleton } from '@/ui/States';
import type { FormProps } from './asking/Form';

const steps = () => import('./asking/Steps');
const together = () => import('./asking/Together');

const FORMS = {
  transfer: lazy(async () => ({ default: (await steps()).TransferForm })),
  assign: lazy(async () => ({ default: (await steps()).AssignForm })),
  snooze: lazy(async () => ({ default: (await steps()).SnoozeForm })),
  resolve: lazy(async () => ({ default: (await steps()).ResolveForm })),
  reason: lazy(async () => ({ default: (await steps()).ReasonForm })),
  address: lazy(async () => ({ default: (await steps()).AddressForm })),
  merge: lazy(async () => ({ default: (await together()).MergeForm })),
  move: lazy(async () => ({ default: (await together()).MoveForm })),
  fields: lazy(async () => ({ default: (await together()).FieldsForm })),
  hand: lazy(async () => ({ default: (await together()).HandForm })),
  callback: lazy(async () => ({ default: (await import('./asking/CallBack')).CallBackForm })),
} as const satisfies Record<string, ComponentType<FormProps>>;

const TITLES = {
  transfer: 'desk:action.transfer',
  assign: 'matter:action.assign',
  snooze: 'desk:action.snooze',
  resolve: 'desk:action.resolve',
  reason: 'desk:action.reason',
  address: 'desk:action.address',
  merge: 'matter:merge.title',
  move: 'matter:action.move',
  fields: 'matter:action.fields',
  hand: 'matter:hand.title',
  callback: 'matter:callback.title',
} as const;

export type Dialog = keyof typeof FORMS | 'why' | 'promise';

interface Props {
  dialog: Dialog | null;
  conversation: Conversation;
  view: ListName;
  onClose: () => void;
}

/** A question that came late is answered at once: its first field gets the focus when it is there. */
function Focused({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('[data-autofocus], input, textarea, button');
    const timer = setTimeout(() => first?.focus(), 0);
    return () => clearTimeout(timer);
  }, []);
  return <div ref={box}>{children}</div>;
}

export function Dialogs({ dialog, conversation, view, onClose }: Props) {
  const { t } = useTranslation(['desk', 'matter']);
  const navigate = useNavigate();
  const why = useSlot('why');
  const promiseForm = useSlot('promiseForm');
  useEffect(() => void steps(), []);
  if (dialog === 'promise') {
    return promiseForm({ kind: 'promise', conversation: conversation.id, onClose });
  }
  if (dialog === 'why') {
    const { interaction } = conversation;
    const waits = interaction?.state === 'queued' || interaction?.state === 'offered';
    const title = waits ? t('action.why') : t('action.whyAgent');
    return interaction ? why({ interaction: interaction.id, title, onClose }) : null;
  }
  const Content = dialog ? FORMS[dialog] : null;
  return (
    <Modal
      opened={dialog !== null}
      onClose={onClose}
      title={dialog ? t(TITLES[dialog]) : ''}
      size={440}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Suspense fallback={<ListSkeleton rows={3} />}>
        {Content && (
          <Focused>
            <Content
              conversation={conversation}
              onClose={onClose}
              onLeave={() => void navigate({ to: `/inbox/${view}` as string })}
              onOpen={(id) => void navigate({ to: `/inbox/all/${id}` as string })}
            />
          </Focused>
        )}
      </Suspense>
    </Modal>
  );
}
