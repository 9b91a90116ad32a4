/** Merging with others of the customer, moving messages to one of them, custom fields, asking for help. */
import { Checkbox, Radio, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import { useCatalog } from '@/api/session';
import type { Conversation, Row } from '@/api/types';
import { Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { ListSkeleton } from '@/ui/States';
import { useNow, whenShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import { takeApart, useMatter } from '../head/Relations';
import styles from '../Inbox.module.css';
import { picking, usePicking } from '../picking';
import { act } from '../questions';
import { FieldInput, fieldsFor } from './FieldInput';
import { Form, type FormProps } from './Form';

/** The customer's other conversations, the newest first. */
function useOthers(conversation: Conversation) {
  const { data } = useQuery({
    queryKey: ['customer', conversation.customer.id, 'others'],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/customers/{customer_id}/conversations', {
          params: { path: { customer_id: conversation.customer.id }, query: { limit: 50 } },
          signal,
        }),
      ),
  });
  return (data?.items as Row[] | undefined)?.filter((row) => row.id !== conversation.id);
}

function OtherLine({ row }: { row: Row }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <span className={styles['other']}>
      <ChannelIcon channel={row.channel} size={14} />
      <strong>#{row.number}</strong>
      <Chip>{t(`status.${row.status}`)}</Chip>
      <span>{row.subject || row.last_line}</span>
      <small>{whenShort(Date.parse(row.touched_at), now)}</small>
    </span>
  );
}

const OPEN: ReadonlySet<string> = new Set(['new', 'open', 'pending', 'snoozed', 'resolved']);

async function readAgain(): Promise<void> {
  for (const key of ['matter', 'timeline', 'customer']) await queries.invalidateQueries({ queryKey: [key] });
}

export function MergeForm({ conversation, onClose }: FormProps) {
  const { t } = useTranslation('matter');
  const others = useOthers(conversation);
  const [chosen, setChosen] = useState<string[]>([]);
  if (!others) return <ListSkeleton rows={3} />;
  if (others.length === 0) return <p className={styles['hint']}>{t('merge.none')}</p>;
  return (
    <Form
      go={t('merge.go')}
      ready={chosen.length > 0}
      onSubmit={async () => {
        await act(conversation.id, 'merge', { conversations: chosen });
        await readAgain();
        undoable(t('done.merge', { count: chosen.length }), async () => {
          for (const one of chosen) await takeApart(one);
        });
        onClose();
      }}
    >
      <Checkbox.Group label={t('merge.pick')} value={chosen} onChange={setChosen}>
        <div className={styles['others']}>
          {others.map((row) => (
            <Checkbox key={row.id} value={row.id} label={<OtherLine row={row} />} />
          ))}
        </div>
      </Checkbox.Group>
      <p className={styles['hint']}>{t('merge.hint')}</p>
    </Form>
  );
}

export function MoveForm({ conversation, onClose, onOpen }: FormProps) {
  const { t } = useTranslation('matter');
  const others = useOthers(conversation)?.filter((row) => OPEN.has(row.status));
  const messages = usePicking((state) => state.messages);
  const [to, setTo] = useState('');
  if (!others) return <ListSkeleton rows={3} />;
  if (others.length === 0) return <p className={styles['hint']}>{t('split.noTarget')}</p>;
  return (
    <Form
      go={t('action.move')}
      ready={to !== ''}
      onSubmit={async () => {
        const target = await act(conversation.id, 'move', { messages: [...messages], to });
        await readAgain();
        picking.end();
        toast.done(t('done.move', { number: target.number }));
        onClose();
        onOpen(target.id);
      }}
    >
      <Radio.Group label={t('split.to')} description={t('split.moveHint')} value={to} onChange={setTo}>
        <div className={styles['others']}>
          {others.map((row) => (
            <Radio key={row.id} value={row.id} label={<OtherLine row={row} />} />
          ))}
        </div>
      </Radio.Group>
    </Form>
  );
}

export function FieldsForm({ conversation, onClose }: FormProps) {
  const { t } = useTranslation(['desk', 'matter']);
  const { fields } = useCatalog();
  const { data } = useMatter(conversation.id);
  const [given, setGiven] = useState<Record<string, string>>({});
  const shown = fieldsFor(fields, conversation.brand);
  if (shown.length === 0) return <p className={styles['hint']}>{t('matter:fields.empty')}</p>;
  if (!data) return <ListSkeleton rows={3} />;
  return (
    <Form
      go={t('common.save')}
      ready={Object.keys(given).length > 0}
      onSubmit={async () => {
        const params = { path: { conversation_id: conversation.id } };
        await told(
          api.POST('/api/v1/conversations/{conversation_id}/fields', { params, body: { fields: given } }),
        );
        await queries.invalidateQueries({ queryKey: ['matter', conversation.id] });
        toast.done(t('matter:done.fields'));
        onClose();
      }}
    >
      {shown.map((field) => (
        <FieldInput
          key={field.slug}
          field={field}
          value={given[field.slug] ?? data.fields[field.slug] ?? ''}
          onChange={(value) => setGiven((was) => ({ ...was, [field.slug]: value }))}
        />
      ))}
    </Form>
  );
}

export function HandForm({ conversation, onClose }: FormProps) {
  const { t } = useTranslation('matter');
  const [word, setWord] = useState('');
  return (
    <Form
      go={t('hand.go')}
      ready
      onSubmit={async () => {
        await act(conversation.id, 'hand', { word: word.trim() });
        undoable(t('done.hand'), () => act(conversation.id, 'hand/lower'));
        onClose();
      }}
    >
      <Textarea
        label={t('hand.word')}
        description={t('hand.hint')}
        value={word}
        onChange={(event) => setWord(event.currentTarget.value)}
        maxLength={2000}
        data-autofocus
      />
    </Form>
  );
}
