/** What the knowledge base lacks, and one click from there to a draft. */
import { Button } from '@mantine/core';
import { IconCheck, IconCircleCheck, IconPencilPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import type { components } from '@/api/schema';
import { Chip } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { fullTime, useNow, whenShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Knowledge.module.css';
import { NewArticle, type Begun } from './NewArticle';
import { closeGap, useArticles, useGaps, type Gap } from './questions';
import { Tabs } from './Tabs';

type Schemas = components['schemas'];

function Part({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className={styles['part']} aria-label={title}>
      <h2>{title}</h2>
      <p className={styles['quiet']}>{hint}</p>
      <ul className={styles['gaps']}>{children}</ul>
    </section>
  );
}

function Moment({ at }: { at: string }) {
  const now = useNow();
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={fullTime(ms)}>
      {whenShort(ms, now)}
    </time>
  );
}

async function close(words: string, said: string): Promise<void> {
  try {
    await closeGap(words);
    toast.done(said);
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

function Searched({ gap, onWrite }: { gap: Gap; onWrite: (begun: Begun) => void }) {
  const { t } = useTranslation('knowledge');
  const others = [...new Set(gap.examples.map((one) => one.text))].filter((text) => text !== gap.text);
  return (
    <li>
      <div className={styles['gapHead']}>
        <b>{gap.text}</b>
        <Chip tone={gap.count > 2 ? 'warn' : 'plain'}>{t('gaps.times', { count: gap.count })}</Chip>
        {gap.places.map((place) => (
          <Chip key={place}>{textAt(`knowledge:gaps.place.${place}`) ?? place}</Chip>
        ))}
        <small>
          <Moment at={gap.last_at} />
        </small>
      </div>
      {others.length > 0 && <p className={styles['quiet']}>{others.join(' · ')}</p>}
      <div className={styles['row']}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPencilPlus size={14} aria-hidden />}
          onClick={() => onWrite({ title: gap.text, language: gap.language === 'en' ? 'en' : 'es' })}
        >
          {t('gaps.write')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconCheck size={14} aria-hidden />}
          onClick={() => void close(gap.words, t('gaps.closed'))}
        >
          {t('gaps.done')}
        </Button>
      </div>
    </li>
  );
}

function Unhelpful({ one }: { one: Schemas['Unhelpful'] }) {
  const { t } = useTranslation('knowledge');
  return (
    <li>
      <div className={styles['gapHead']}>
        <Link to={`/knowledge/a/${one.article}` as string} className={styles['open']}>
          {one.title}
        </Link>
        <Chip tone="warn">{t('gaps.votes', { yes: one.helpful, no: one.unhelpful })}</Chip>
      </div>
      {one.comments.map((comment, place) => (
        <blockquote key={place}>{comment}</blockquote>
      ))}
    </li>
  );
}

function Often({ one, onWrite }: { one: Schemas['OftenAsked']; onWrite: (begun: Begun) => void }) {
  const { t, i18n } = useTranslation('knowledge');
  const { reasons } = useCatalog();
  const name = one.reason ? nameOf(reasons, one.reason, i18n.language) : t('gaps.noReason');
  return (
    <li>
      <div className={styles['gapHead']}>
        <b>{name}</b>
        <Chip>{t('gaps.of', { count: one.count, of: one.of })}</Chip>
      </div>
      <ul className={styles['examples']}>
        {one.examples.map((example) => (
          <li key={example.conversation}>
            <Link to={`/inbox/all/${example.conversation}` as string}>{example.text}</Link>
          </li>
        ))}
      </ul>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPencilPlus size={14} aria-hidden />}
        onClick={() =>
          onWrite({ title: name, text: one.examples.map((each) => `> ${each.text}`).join('\n\n') })
        }
      >
        {t('gaps.write')}
      </Button>
    </li>
  );
}

function Found({ gaps, onWrite }: { gaps: Schemas['Gaps']; onWrite: (begun: Begun) => void }) {
  const { t } = useTranslation('knowledge');
  return (
    <>
      {gaps.searched.length > 0 && (
        <Part title={t('gaps.searched')} hint={t('gaps.searchedHint')}>
          {gaps.searched.map((gap) => (
            <Searched key={gap.words} gap={gap} onWrite={onWrite} />
          ))}
        </Part>
      )}
      {gaps.unhelpful.length > 0 && (
        <Part title={t('gaps.unhelpful')} hint={t('gaps.unhelpfulHint')}>
          {gaps.unhelpful.map((one) => (
            <Unhelpful key={one.article} one={one} />
          ))}
        </Part>
      )}
      {gaps.often.length > 0 && (
        <Part title={t('gaps.often')} hint={t('gaps.oftenHint')}>
          {gaps.often.map((one) => (
            <Often key={one.reason} one={one} onWrite={onWrite} />
          ))}
        </Part>
      )}
    </>
  );
}

export function GapsPage() {
  const { t } = useTranslation('knowledge');
  const query = useGaps();
  const articles = useArticles();
  const [begun, setBegun] = useState<Begun | null>(null);
  const gaps = query.data;
  const nothing = gaps && gaps.searched.length + gaps.unhelpful.length + gaps.often.length === 0;
  return (
    <Page title={t('tab.gaps')}>
      <Tabs at="gaps" />
      {query.isPending && <ListSkeleton />}
      {query.isError && !gaps && (
        <ErrorState
          title={t('failed')}
          detail={sayProblem(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {nothing && (
        <EmptyState icon={<IconCircleCheck size={26} stroke={1.6} aria-hidden />} title={t('gaps.none')}>
          {t('gaps.noneHint')}
        </EmptyState>
      )}
      {gaps && <Found gaps={gaps} onWrite={setBegun} />}
      {begun && (
        <NewArticle
          collections={articles.data?.collections ?? []}
          begun={begun}
          onClose={() => setBegun(null)}
        />
      )}
    </Page>
  );
}
