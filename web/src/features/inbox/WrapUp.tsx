/** Work after the contact: how it ended, how long there is left, and the way out. And a call that is on. */
import { Button } from '@mantine/core';
import { IconChecklist, IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { useMe } from '@/api/session';
import type { Conversation } from '@/api/types';
import { Strip } from '@/ui/Bits';
import { Elapsed } from '@/ui/Elapsed';
import { ListSkeleton } from '@/ui/States';
import { clockSpan, useNow } from '@/ui/time';
import { attempt } from './attempt';
import styles from './Inbox.module.css';

const WrapUpForm = lazy(async () => ({ default: (await import('./asking/WrapUpForm')).WrapUpForm }));

type Work = Conversation['interactions'][number];

const at = (work: Work) => ({ params: { path: { interaction_id: work.id } } });

function OnCall({ conversation, work }: { conversation: Conversation; work: Work }) {
  const { t } = useTranslation(['matter', 'desk']);
  const name = conversation.customer.name || t('desk:customer.unnamed');
  return (
    <Strip tone="accent">
      <IconPhone size={16} aria-hidden />
      <span>{t('matter:call.running', { name })}</span>
      <Elapsed since={Date.parse(work.since)} clock />
      <Button
        size="compact-sm"
        ml="auto"
        color="red"
        leftSection={<IconPhoneOff size={15} aria-hidden />}
        onClick={() =>
          void attempt(() => told(api.POST('/api/v1/interactions/{interaction_id}/hang-up', at(work))))
        }
      >
        {t('matter:call.hangUp')}
      </Button>
    </Strip>
  );
}

function Left({ until }: { until: number }) {
  const { t } = useTranslation('matter');
  const left = until - useNow();
  return <span>{t('wrap.left', { span: clockSpan(Math.max(0, left)) })}</span>;
}

function Wrapping({ conversation, work }: { conversation: Conversation; work: Work }) {
  const { t } = useTranslation(['matter', 'desk']);
  return (
    <section className={styles['wrapUp']} aria-label={t('matter:wrap.title')}>
      <div className={styles['wrapUpHead']}>
        <IconChecklist size={16} aria-hidden />
        <strong>{t('matter:wrap.title')}</strong>
        {work.wrap_up_until && <Left until={Date.parse(work.wrap_up_until)} />}
        <Button
          size="compact-xs"
          variant="default"
          onClick={() =>
            void attempt(() =>
              told(api.POST('/api/v1/interactions/{interaction_id}/wrap-up/extend', at(work))),
            )
          }
        >
          {t('matter:wrap.extend')}
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          ml="auto"
          onClick={() =>
            void attempt(
              () => told(api.POST('/api/v1/interactions/{interaction_id}/wrap-up/end', at(work))),
              t('desk:wrapUp.ended'),
            )
          }
        >
          {t('matter:wrap.later')}
        </Button>
      </div>
      <Suspense fallback={<ListSkeleton rows={1} />}>
        <WrapUpForm conversation={conversation} interaction={work.id} />
      </Suspense>
    </section>
  );
}

export function WrapUp({ conversation }: { conversation: Conversation }) {
  const { user } = useMe();
  const mine = conversation.interactions.filter((work) => work.agent?.id === user.id);
  const call = mine.find((work) => work.state === 'handling' && work.channel === 'phone');
  const wrapping = mine.find((work) => work.state === 'wrap_up');
  return (
    <>
      {call && <OnCall conversation={conversation} work={call} />}
      {wrapping && <Wrapping key={wrapping.id} conversation={conversation} work={wrapping} />}
    </>
  );
}
