/** Why nothing new comes although somebody is available: a breather, or work that lies aside during a call. */
import { IconCoffee, IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import type { Presence } from '@/api/types';
import { useLive } from '@/live/store';
import { Strip } from '@/ui/Bits';
import { isKnownChannel } from '@/ui/icons';
import { listed } from '@/ui/rules';
import { shortSpan, useNow } from '@/ui/time';

/** Read again when my state or the number of my conversations changes: rests begin as work ends. */
function useMyPresence(): Presence | undefined {
  const presence = useLive((state) => state.presence);
  const mine = useLive((state) => state.counts?.['mine']);
  const query = useQuery({
    queryKey: ['presence', presence, mine],
    queryFn: async ({ signal }) => (await told(api.GET('/api/v1/me/presence', { signal }))) as Presence,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  return query.data;
}

function Resting({ until }: { until: number }) {
  const { t } = useTranslation('routing');
  const left = until - useNow();
  if (left <= 0) return null;
  return (
    <Strip tone="info">
      <IconCoffee size={16} aria-hidden />
      <span>{t('mine.resting', { span: shortSpan(left) })}</span>
    </Strip>
  );
}

function Aside({ channels }: { channels: readonly string[] }) {
  const { t } = useTranslation(['routing', 'desk']);
  const names = channels.map((name) => (isKnownChannel(name) ? t(`desk:channel.${name}`) : name));
  return (
    <Strip tone="info">
      <IconPlayerPause size={16} aria-hidden />
      <span>{t('mine.aside', { channels: listed(names) })}</span>
    </Strip>
  );
}

export function MyRest() {
  const presence = useMyPresence();
  const offered = useLive((state) => Object.keys(state.offers).length > 0); // until he takes it, nothing rests
  if (!presence) return null;
  return (
    <Suspense fallback={null}>
      {presence.resting_until && <Resting until={Date.parse(presence.resting_until)} />}
      {!offered && presence.aside.length > 0 && <Aside channels={presence.aside} />}
    </Suspense>
  );
}
