/** Who asks for help, the longest first: a click reads along, another one lowers the hand. A new one is heard. */
import { Button } from '@mantine/core';
import { IconEye, IconHandStop, IconHeadset } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { order } from '@/api/calls';
import { useMay } from '@/api/session';
import { useCalls } from '@/live/calls';
import { Elapsed } from '@/ui/Elapsed';
import { chime } from '@/ui/chime';
import { ChannelIcon } from '@/ui/icons';
import { preferences } from '@/ui/prefs';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Board.module.css';
import { lowerHand, type HandUp } from './questions';

function useHeard(hands: readonly HandUp[]): void {
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const now = new Set(hands.map((hand) => hand.conversation));
    const before = known.current;
    known.current = now;
    const fresh = [...now].some((one) => before !== null && !before.has(one));
    if (fresh && preferences.get('sound.mention') === 'on') chime('rise');
  }, [hands]);
}

/** In a call help is a voice only the agent hears. */
function CoachNow({ conversation }: { conversation: string }) {
  const { t } = useTranslation('phone');
  const may = useMay('call.coach');
  const calls = useCalls((state) => state.calls);
  const call = Object.values(calls).find((one) => one.conversation === conversation);
  if (!may || !call) return null;
  return (
    <Button
      leftSection={<IconHeadset size={15} />}
      onClick={() =>
        void order
          .monitor(call.interaction, 'coach')
          .catch((error: unknown) => toast.failed(sayProblem(error)))
      }
    >
      {t('live.coachNow')}
    </Button>
  );
}

export function HandsUp({ hands }: { hands: readonly HandUp[] }) {
  const { t } = useTranslation(['report', 'desk']);
  useHeard(hands);
  if (hands.length === 0) return null;
  const lower = (hand: HandUp) =>
    lowerHand(hand.conversation).then(
      () => toast.done(t('hands.lowered', { name: hand.agent_name })),
      (error: unknown) => toast.failed(sayProblem(error)),
    );
  return (
    <section className={styles['hands']} aria-label={t('hands.title')} role="status">
      <h2>
        <IconHandStop size={17} aria-hidden /> {t('hands.count', { count: hands.length })}
      </h2>
      <ul>
        {hands.map((hand) => (
          <li key={hand.conversation}>
            <span>
              <b>{hand.agent_name || t('hands.late')}</b>{' '}
              <small>
                <Elapsed since={Date.parse(hand.since)} clock />
              </small>
            </span>
            <Link to={`/inbox/all/${hand.conversation}` as string}>
              <ChannelIcon channel={hand.channel} size={14} /> {hand.customer || t('unnamed')} #{hand.number}
            </Link>
            <span className={styles['doing']}>
              <CoachNow conversation={hand.conversation} />
              <Button
                component={Link}
                to={`/inbox/all/${hand.conversation}` as string}
                variant="default"
                leftSection={<IconEye size={15} />}
              >
                {t('hands.help')}
              </Button>
              <Button variant="subtle" onClick={() => void lower(hand)}>
                {t('hands.lower')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
