/** One click to a question people ask. */
import { Button } from '@mantine/core';
import { IconFlame, IconLanguage, IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '@/ui/problem';
import type { Asking } from './Ask';
import { move, spare, withoutLanguageAfter } from './model';
import { readInForce, useInForce, type Edited } from './questions';
import styles from './Twin.module.css';

const FEWER = 3;
const LANGUAGE_SECONDS = 30;

/** Several at once are called by all their names. */
const titled = (before: string, more: string): string =>
  before.includes(more) ? before : [before, more].filter(Boolean).join(' · ').slice(0, 120);

/** Queues that ask for the customer's language, with it asked for only so long. */
async function relaxed(slugs: readonly string[], tried: readonly Edited[]): Promise<Edited[]> {
  const found: Edited[] = [];
  for (const slug of slugs) {
    const known = tried.find((one) => one.kind === 'queue' && one.slug === slug);
    const shown = known ? null : await readInForce('queue', slug);
    const body = known?.body ?? shown?.body ?? {};
    if (body['match_language'] !== true) continue;
    found.push({
      kind: 'queue',
      slug,
      version: known?.version ?? shown?.version ?? 0,
      body: withoutLanguageAfter(body, LANGUAGE_SECONDS),
    });
  }
  return found;
}

export function Presets({ ground, question, set, there }: Asking) {
  const { t } = useTranslation('twin');
  const queues = useInForce('queue');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const fewer = () => {
    const out = spare(ground.people, there, FEWER);
    const next = out.reduce((asked, agent) => move(asked, agent, { out: true }), question);
    set({ people: next.people, title: titled(question.title, t('preset.fewer', { count: out.length })) });
    setSaid(t('preset.fewerDone', { count: out.length }));
  };
  const language = async () => {
    setBusy(true);
    try {
      const slugs = (queues.data?.items ?? [])
        .filter((one) => one.version > 0 && !one.retired)
        .map((one) => one.slug);
      const found = await relaxed(slugs, question.documents);
      const others = question.documents.filter(
        (one) => !found.some((each) => each.kind === one.kind && each.slug === one.slug),
      );
      if (found.length > 0)
        set({ documents: [...others, ...found], title: titled(question.title, t('preset.language')) });
      setSaid(t('preset.languageDone', { count: found.length }));
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <div className={styles['presets']} role="group" aria-label={t('preset.label')}>
      <Button
        variant="default"
        leftSection={<IconFlame size={15} />}
        onClick={() => {
          set({ volume_percent: 200, title: titled(question.title, t('preset.black')) });
          setSaid(t('preset.blackDone'));
        }}
      >
        {t('preset.black')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconUserMinus size={15} />}
        disabled={there.size === 0}
        onClick={fewer}
      >
        {t('preset.fewer', { count: Math.min(FEWER, Math.max(there.size, 1)) })}
      </Button>
      <Button
        variant="default"
        leftSection={<IconLanguage size={15} />}
        loading={busy}
        onClick={() => void language()}
      >
        {t('preset.language')}
      </Button>
      <span className={styles['quiet']} role="status">
        {said}
      </span>
      <Refused error={problem} />
    </div>
  );
}
