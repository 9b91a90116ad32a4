/** A call that is promised: to which number, and when. As soon as somebody is free, or not before a moment. */
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { Conversation } from '@/api/types';
import { ListSkeleton } from '@/ui/States';
import { momentShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from '../Inbox.module.css';
import { useMoments } from '../writing/questions';
import { promisedBy, type Work } from './callBack';
import { Form, type FormProps } from './Form';

const SOON = '';

function useNumber(conversation: Conversation, work: Work | undefined) {
  const { data } = useQuery({
    queryKey: ['customer', conversation.customer.id, ''],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/customers/{customer_id}', {
          params: { path: { customer_id: conversation.customer.id } },
          signal,
        }),
      ),
  });
  const [typed, setTyped] = useState<string | null>(null);
  const known = data?.identities.find((one) => one.channel === 'phone' && !one.retired)?.address ?? '';
  return { number: typed ?? work?.callback?.number ?? known, setNumber: setTyped };
}

export function CallBackForm({ conversation, onClose }: FormProps) {
  const { t } = useTranslation(['matter', 'desk', 'writing']);
  const work = promisedBy(conversation.interactions);
  const { number, setNumber } = useNumber(conversation, work);
  const { data } = useMoments(conversation.id);
  const [at, setAt] = useState(SOON);
  const [other, setOther] = useState('');
  const promise = async () => {
    if (!work) return;
    const moment = other || at;
    const when = moment === SOON ? null : new Date(moment);
    const params = { path: { interaction_id: work.id } };
    const body = { number: number.trim(), not_before: when?.toISOString() ?? null };
    await told(api.POST('/api/v1/interactions/{interaction_id}/callback', { params, body }));
    toast.done(when ? t('callback.doneAt', { time: momentShort(when.getTime()) }) : t('callback.done'));
    onClose();
    await queries.invalidateQueries({ queryKey: ['conversation', conversation.id] });
  };
  const choices = [{ name: 'soon', at: SOON }, ...(data?.items ?? [])];
  return (
    <Form go={t('callback.go')} ready={work !== undefined && number.trim() !== ''} onSubmit={promise}>
      <TextInput
        type="tel"
        label={t('callback.number')}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        maxLength={40}
        required
        data-autofocus
      />
      <div className={styles['presets']} role="group" aria-label={t('callback.when')}>
        {choices.map((one) => (
          <button
            type="button"
            key={one.name}
            aria-pressed={other === '' && one.at === at}
            onClick={() => {
              setAt(one.at);
              setOther('');
            }}
          >
            <span>
              {one.at === SOON
                ? t('callback.soon')
                : t(`writing:moment.${one.name as 'hour' | 'later' | 'next' | 'week'}`)}
            </span>
            {one.at !== SOON && <small>{momentShort(Date.parse(one.at))}</small>}
          </button>
        ))}
        {!data && <ListSkeleton rows={2} />}
      </div>
      <TextInput
        type="datetime-local"
        label={t('desk:snooze.other')}
        value={other}
        onChange={(event) => setOther(event.currentTarget.value)}
      />
      <p className={styles['hint']}>{t('callback.hint')}</p>
    </Form>
  );
}
