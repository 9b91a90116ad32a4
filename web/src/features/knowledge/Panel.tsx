/** The knowledge base beside a conversation: search, read in place, put into the answer; known faults. */
import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowUpRight,
  IconBug,
  IconBulb,
  IconLink,
  IconSearch,
  IconTextPlus,
  IconX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { toast } from '@/ui/toast';
import styles from './Panel.module.css';
import { changeIssue, noteUsed, useIssues, useReading, useSearch, type Passage } from './questions';
import { Rich } from './Rich';

export interface PanelProps {
  conversation: string;
  /** Puts text into the answer. */
  onInsert: (text: string) => void;
}

interface ReadingProps extends PanelProps {
  slug: string;
  onArticle: (slug: string) => void;
  onBack: () => void;
}

function Reading({ conversation, slug, onInsert, onArticle, onBack }: ReadingProps) {
  const { t } = useTranslation('knowledge');
  const query = useReading(conversation, slug);
  const mayReply = useMay('conversation.reply');
  const article = query.data;
  const insert = (text: string, how: 'text' | 'link') => {
    onInsert(text);
    toast.done(t('panel.inserted'));
    noteUsed(slug, conversation, how).catch(() => undefined);
  };
  return (
    <div className={styles['reading']}>
      <button type="button" className={styles['backLine']} onClick={onBack}>
        <IconArrowLeft size={15} aria-hidden /> {t('panel.back')}
      </button>
      {query.isPending && <ListSkeleton rows={4} />}
      {query.isError && <ErrorState title={t('failed')} detail={sayProblem(query.error)} />}
      {article && (
        <article lang={article.language}>
          <h2>{article.title}</h2>
          <div className={styles['chips']}>
            {article.internal && <Chip>{t('internal')}</Chip>}
            {article.expired && <Chip tone="bad">{t('expired')}</Chip>}
            {article.known_issue && <Chip tone="accent">{t('issue')}</Chip>}
          </div>
          {mayReply && (
            <div className={styles['row']}>
              <Button
                size="compact-sm"
                leftSection={<IconTextPlus size={14} aria-hidden />}
                disabled={article.internal}
                onClick={() => insert(article.text, 'text')}
              >
                {t('panel.text')}
              </Button>
              {article.url && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconLink size={14} aria-hidden />}
                  onClick={() => insert(`${article.title}: ${article.url}`, 'link')}
                >
                  {t('panel.link')}
                </Button>
              )}
              <ActionIcon component={Link} to={`/knowledge/a/${slug}`} aria-label={t('panel.open')}>
                <IconArrowUpRight size={16} aria-hidden />
              </ActionIcon>
            </div>
          )}
          {article.summary && <p className={styles['quiet']}>{article.summary}</p>}
          <Rich html={article.html} onArticle={onArticle} />
        </article>
      )}
    </div>
  );
}

function Hit({ one, onOpen }: { one: Passage; onOpen: () => void }) {
  const { t } = useTranslation('knowledge');
  return (
    <li>
      <button type="button" onClick={onOpen}>
        <b lang={one.language}>{one.title}</b>
        {one.heading && <small lang={one.language}>{one.heading}</small>}
        <span lang={one.language}>
          {one.pieces.map((piece, place) => (piece.hit ? <mark key={place}>{piece.text}</mark> : piece.text))}
        </span>
        {(one.internal || one.expired || one.known_issue) && (
          <span className={styles['chips']}>
            {one.internal && <Chip>{t('internal')}</Chip>}
            {one.expired && <Chip tone="bad">{t('expired')}</Chip>}
            {one.known_issue && <Chip tone="accent">{t('issue')}</Chip>}
          </span>
        )}
      </button>
    </li>
  );
}

interface ResultsProps {
  conversation: string;
  words: string;
  suggest: boolean;
  onOpen: (slug: string) => void;
}

function Results({ conversation, words, suggest, onOpen }: ResultsProps) {
  const { t } = useTranslation('knowledge');
  const query = useSearch(conversation, words, suggest);
  if (!words && !suggest) return <p className={styles['quiet']}>{t('panel.start')}</p>;
  if (query.isPending) return <ListSkeleton rows={4} />;
  if (query.isError) return <ErrorState title={t('failed')} detail={sayProblem(query.error)} />;
  const { items, suggested } = query.data;
  if (items.length === 0) {
    return (
      <p className={styles['quiet']} role="status">
        {suggested ? t('panel.noneSuggested') : `${t('panel.none')} ${t('panel.noneHint')}`}
      </p>
    );
  }
  return (
    <>
      <h2>{suggested ? t('panel.suggested') : t('panel.results')}</h2>
      <ul className={styles['hits']}>
        {items.map((one) => (
          <Hit key={one.article} one={one} onOpen={() => onOpen(one.article)} />
        ))}
      </ul>
    </>
  );
}

async function change(conversation: string, slug: string, how: 'link' | 'unlink' | 'told', said: string) {
  try {
    await changeIssue(conversation, slug, how);
    toast.done(said);
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

function KnownIssues({ conversation, onOpen }: { conversation: string; onOpen: (slug: string) => void }) {
  const { t } = useTranslation('knowledge');
  const issues = useIssues(conversation).data;
  const mayReply = useMay('conversation.reply');
  if (!issues || issues.items.length + issues.open.length === 0) return null;
  return (
    <section className={styles['issues']} aria-label={t('issue_.title')}>
      {issues.items.map((one) => (
        <div key={one.article} className={styles['issue']}>
          <IconBug size={15} aria-hidden />
          <button type="button" className={styles['plainLink']} onClick={() => onOpen(one.article)}>
            {one.title}
          </button>
          {one.told && <Chip tone="ok">{t('issue_.told')}</Chip>}
          {!one.told && one.known_issue === 'solved' && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => void change(conversation, one.article, 'told', t('issue_.told'))}
            >
              {t('issue_.tell')}
            </Button>
          )}
          {mayReply && (
            <ActionIcon
              size="sm"
              aria-label={`${t('issue_.unlink')}: ${one.title}`}
              onClick={() => void change(conversation, one.article, 'unlink', t('issue_.unlink'))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {mayReply && issues.open.length > 0 && (
        <Menu width={300} position="bottom-start">
          <Menu.Target>
            <Button size="compact-sm" variant="subtle" leftSection={<IconBug size={14} aria-hidden />}>
              {t('issue_.link')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {issues.open.map((one) => (
              <Menu.Item
                key={one.slug}
                onClick={() => void change(conversation, one.slug, 'link', t('issue_.linked'))}
              >
                {one.title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  );
}

export function Panel({ conversation, onInsert }: PanelProps) {
  const { t } = useTranslation('knowledge');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<{ words: string; suggest: boolean }>({ words: '', suggest: false });
  const [open, setOpen] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setOpen(null);
    setAsked({ words: typed.trim(), suggest: false });
  };
  return (
    <div className={styles['panel']}>
      <form role="search" className={styles['find']} onSubmit={submit}>
        <TextInput
          aria-label={t('panel.search')}
          placeholder={t('panel.search')}
          maxLength={400}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ActionIcon type="submit" size="lg" variant="default" aria-label={t('panel.go')}>
          <IconSearch size={16} aria-hidden />
        </ActionIcon>
      </form>
      {open === null ? (
        <>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconBulb size={14} aria-hidden />}
            onClick={() => setAsked({ words: '', suggest: true })}
          >
            {t('panel.suggest')}
          </Button>
          <KnownIssues conversation={conversation} onOpen={setOpen} />
          <Results conversation={conversation} {...asked} onOpen={setOpen} />
        </>
      ) : (
        <Reading
          conversation={conversation}
          slug={open}
          onInsert={onInsert}
          onArticle={setOpen}
          onBack={() => setOpen(null)}
        />
      )}
    </div>
  );
}
