/** One box over everything. What is typed stands in the address, so that a search can be shared and gone back to. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMe } from '@/api/session';
import { currentLanguage } from '@/ui/i18n';
import { useTitle } from '@/ui/Page';
import { ListSkeleton } from '@/ui/States';
import styles from './Find.module.css';
import { Help } from './Help';
import { remember } from './recent';
import { Results } from './Results';
import { GROUPS, type Asked, type Group } from './search';
import { suggestions, taken, type Names } from './suggest';

const PAUSE = 180;

function useNames(): Names {
  const { queues, agents, tags } = useCatalog();
  return useMemo(
    () => ({
      queue: queues.map((queue) => queue.name),
      tag: tags.map((tag) => (currentLanguage() === 'es' && tag.name_es) || tag.name),
      agent: agents.map((agent) => agent.name),
      from: agents.map((agent) => agent.name),
    }),
    [queues, agents, tags],
  );
}

/** Up and down go from hit to hit, and from the first one back into the box. */
function walk(event: KeyboardEvent<HTMLElement>, box: HTMLInputElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const hits = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-results] a[href]')];
  const at = hits.findIndex((hit) => hit === document.activeElement);
  if (at < 0 && document.activeElement !== box) return;
  event.preventDefault();
  const next = at + (event.key === 'ArrowDown' ? 1 : -1);
  if (next < 0) box?.focus();
  else hits[Math.min(next, hits.length - 1)]?.focus();
}

export function SearchPage() {
  const { t } = useTranslation('find');
  const navigate = useNavigate();
  const me = useMe().user.id;
  const given = useSearch({ strict: false }) as Partial<Asked>;
  const [text, setText] = useState(given.q ?? '');
  const [settled] = useDebouncedValue(text, PAUSE);
  const box = useRef<HTMLInputElement>(null);
  const names = useNames();
  const type = given.type ?? 'all';
  const offered = suggestions(text, currentLanguage(), names);
  useTitle(text.trim() ? t('titleOf', { text: text.trim() }) : t('title'));
  const written = useRef(given.q ?? '');
  useEffect(() => {
    if (settled === written.current) return;
    written.current = settled;
    const search = { ...(settled ? { q: settled } : {}), ...(type === 'all' ? {} : { type }) };
    void navigate({ to: '/search' as string, search: search as never, replace: true });
  }, [settled, type, navigate]);
  useEffect(() => {
    const said = given.q ?? '';
    if (said === written.current) return;
    written.current = said;
    setText(said);
  }, [given.q]);
  const change = (said: string) => {
    setText(said);
    box.current?.focus();
  };
  const choose = (group: Group) =>
    void navigate({
      to: '/search' as string,
      search: { ...(text ? { q: text } : {}), ...(group === 'all' ? {} : { type: group }) } as never,
      replace: true,
    });
  return (
    <div className={styles['page']} onKeyDown={(event) => walk(event, box.current)}>
      <header className={styles['head']}>
        <h1 className={styles['hidden']}>{t('title')}</h1>
        <TextInput
          ref={box}
          autoFocus
          size="md"
          role="searchbox"
          aria-label={t('label')}
          placeholder={t('placeholder')}
          leftSection={<IconSearch size={17} aria-hidden />}
          rightSection={
            text ? (
              <button
                type="button"
                className={styles['clear']}
                aria-label={t('clear')}
                onClick={() => change('')}
              >
                <IconX size={15} aria-hidden />
              </button>
            ) : null
          }
          maxLength={400}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') remember(me, text);
          }}
        />
        {offered.length > 0 && (
          <div className={styles['offered']} role="group" aria-label={t('offered')}>
            {offered.map((each) => (
              <button key={each.insert} type="button" onClick={() => change(taken(text, each))}>
                <code>{each.insert.trim()}</code>
                {each.operator && <span>{t(`operator.${each.operator}`)}</span>}
              </button>
            ))}
          </div>
        )}
        {text.trim() !== '' && (
          <div className={styles['tabs']} role="group" aria-label={t('groups')}>
            {GROUPS.map((group) => (
              <button key={group} type="button" aria-pressed={group === type} onClick={() => choose(group)}>
                {t(`group.${group}`)}
              </button>
            ))}
          </div>
        )}
      </header>
      {text.trim() === '' ? (
        <Help onChoose={change} />
      ) : settled.trim() === '' ? (
        <ListSkeleton rows={5} />
      ) : (
        // What is shown is what stands in the address: whoever opens a hit and comes back finds it again.
        <Results asked={{ q: settled, type }} onOpen={() => remember(me, text)} onGroup={choose} />
      )}
    </div>
  );
}
