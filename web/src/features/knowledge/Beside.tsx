/** Beside an article's texts: its review, what readers say, its versions, conversations behind a known fault. */
import { Button, Modal, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChanges, useVersions } from '@/api/documents';
import { useMe } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { sayProblem } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import { useNow, whenShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Knowledge.module.css';
import { askReview, endReview, restoreArticle, useLinked, type ArticleShown } from './questions';

interface Props {
  shown: ArticleShown;
  /** Saves what waits, and answers the etag to match. */
  ready: () => Promise<string>;
  onShown: (shown: ArticleShown) => Promise<void>;
}

async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

type Act = (run: (etag: string) => Promise<ArticleShown>, said: string) => Promise<void>;

/** What may be done about the draft, by who looks at it. */
function Judging({ shown, note, act }: { shown: ArticleShown; note: string; act: Act }) {
  const { t } = useTranslation('knowledge');
  const me = useMe();
  const own = shown.draft_by === `agent:${me.user.id}`;
  const asked = shown.review?.etag === shown.etag && shown.review.state === 'asked';
  const judges = shown.may_publish && asked;
  const verdict = (approved: boolean) =>
    void act((etag) => endReview(shown.slug, etag, { approved, note }), t('review.done'));
  return (
    <>
      <div className={styles['row']}>
        {judges && !own && <Button onClick={() => verdict(true)}>{t('review.approve')}</Button>}
        {judges && (
          <Button variant="default" onClick={() => verdict(false)}>
            {t('review.return')}
          </Button>
        )}
        {!asked && (
          <Button
            variant="default"
            onClick={() => void act((etag) => askReview(shown.slug, etag, note), t('review.sent'))}
          >
            {t('review.ask')}
          </Button>
        )}
      </div>
      {judges && own && <small className={styles['quiet']}>{t('review.own')}</small>}
    </>
  );
}

function Verdict({ review }: { review: NonNullable<ArticleShown['review']> }) {
  const { t } = useTranslation('knowledge');
  const now = useNow();
  return (
    <>
      <p>
        <Chip tone={review.state === 'approved' ? 'ok' : 'info'}>
          {t(`review.${review.state as 'asked'}`)}
        </Chip>{' '}
        <small>{t('review.by', { name: review.by_name, time: whenShort(Date.parse(review.at), now) })}</small>
      </p>
      {review.note && <blockquote>{review.note}</blockquote>}
    </>
  );
}

export function ReviewCard({ shown, ready, onShown }: Props) {
  const { t } = useTranslation('knowledge');
  const [note, setNote] = useState('');
  const act: Act = (run, said) =>
    attempt(async () => {
      await onShown(await run(await ready()));
      setNote('');
      toast.done(said);
    });
  if (!shown.draft) return null;
  return (
    <section className={styles['card']} aria-labelledby="article-review">
      <h2 id="article-review">{t('review.title')}</h2>
      {shown.needs_approval && <p className={styles['quiet']}>{t('review.needed')}</p>}
      {shown.review?.etag === shown.etag && <Verdict review={shown.review} />}
      <Textarea
        label={t('review.note')}
        autosize
        minRows={1}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Judging shown={shown} note={note} act={act} />
    </section>
  );
}

export function VotesCard({ shown }: { shown: ArticleShown }) {
  const { t } = useTranslation('knowledge');
  if (shown.version === 0) return null;
  const yes = shown.votes.filter((vote) => vote.helpful).length;
  const said = shown.votes.filter((vote) => vote.comment);
  return (
    <section className={styles['card']} aria-labelledby="article-votes">
      <h2 id="article-votes">{t('edit.votes')}</h2>
      {shown.votes.length === 0 ? (
        <p className={styles['quiet']}>{t('edit.noVotes')}</p>
      ) : (
        <p>{t('gaps.votes', { yes, no: shown.votes.length - yes })}</p>
      )}
      {said.map((vote) => (
        <blockquote key={vote.at + vote.comment}>{vote.comment}</blockquote>
      ))}
    </section>
  );
}

export function LinkedCard({ shown }: { shown: ArticleShown }) {
  const { t } = useTranslation('knowledge');
  const issue = Boolean(shown.body['known_issue']);
  const linked = useLinked(shown.slug, issue).data;
  if (!issue) return null;
  return (
    <section className={styles['card']} aria-labelledby="article-linked">
      <h2 id="article-linked">{t('issue_.list')}</h2>
      {linked && linked.items.length === 0 && <p className={styles['quiet']}>{t('issue_.none')}</p>}
      <ul className={styles['examples']}>
        {(linked?.items ?? []).map((one) => (
          <li key={one.conversation}>
            <Link to={`/inbox/all/${one.conversation}` as string}>
              #{one.number} {one.customer_name}
            </Link>{' '}
            {one.told && <Chip tone="ok">{t('issue_.told')}</Chip>}
          </li>
        ))}
      </ul>
      {linked && linked.hidden > 0 && <small>{t('issue_.hidden', { count: linked.hidden })}</small>}
    </section>
  );
}

function Compared({ slug, version, onClose }: { slug: string; version: number; onClose: () => void }) {
  const { t } = useTranslation(['knowledge', 'desk']);
  const changeList = useSlot('changeList');
  const changes = useChanges('article', slug, version - 1, version).data ?? [];
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('edit.version', { version })}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      {changeList('article', changes)}
    </Modal>
  );
}

export function VersionsCard({ shown, ready, onShown }: Props) {
  const { t } = useTranslation('knowledge');
  const now = useNow();
  const [compared, setCompared] = useState<number | null>(null);
  const items = useVersions('article', shown.slug, shown.version > 0).data?.items ?? [];
  if (items.length === 0) return null;
  const restore = (version: number) =>
    attempt(async () => {
      await onShown(await restoreArticle(shown.slug, await ready(), version));
      toast.done(t('edit.restored', { version }));
    });
  return (
    <section className={styles['card']} aria-labelledby="article-versions">
      <h2 id="article-versions">{t('edit.versions')}</h2>
      <ul className={styles['versions']}>
        {items.map((one) => (
          <li key={one.version}>
            <b>{t('edit.version', { version: one.version })}</b>
            <small>
              {one.by_name} {whenShort(Date.parse(one.at), now)}
            </small>
            <Button size="compact-xs" variant="subtle" onClick={() => setCompared(one.version)}>
              {t('edit.compare')}
            </Button>
            {shown.may_publish && one.version !== shown.version && (
              <Button size="compact-xs" variant="subtle" onClick={() => void restore(one.version)}>
                {t('edit.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {compared !== null && (
        <Compared slug={shown.slug} version={compared} onClose={() => setCompared(null)} />
      )}
    </section>
  );
}
