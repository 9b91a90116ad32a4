/** What is offered at the caret: ready-made texts and macros, people, emoji. The field keeps the focus throughout. */
import { IconBolt, IconBook2, IconMessage2, IconUser } from '@tabler/icons-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '@/ui/i18n';
import { fit, folded, type Trigger } from './trigger';
import { useColleagues, useKnowledge, useMacros, useQuickReplies } from './questions';
import styles from './Writing.module.css';

export interface Offered {
  key: string;
  kind: 'reply' | 'macro' | 'person' | 'emoji' | 'article';
  title: string;
  /** A word beside it: its shortcut, its category. */
  aside: string;
  /** All of it, shown while it is the one chosen. */
  preview: string;
  slug: string;
  subject: string;
  missing: readonly string[];
  /** What is put in its place, where that is not its title or preview. */
  insert?: string;
}

const MOST = 40;
const NOBODY = { subject: '', missing: [] };

interface Ranked {
  rank: number;
  item: Offered;
}

function useReplies(conversation: string, channel: string, trigger: Trigger | null): Ranked[] {
  const { t } = useTranslation('writing');
  const wanted = trigger?.kind === 'text';
  const { data } = useQuickReplies(conversation, channel, wanted);
  if (!wanted) return [];
  return (data?.items ?? []).flatMap((each) => {
    const rank = fit(trigger.query, each.shortcut, each.name, `${each.category} ${each.text}`);
    if (rank === null) return [];
    const { slug, subject, missing, text: preview, name: title } = each;
    const aside = [each.shortcut && `/${each.shortcut}`, each.short && t('texts.short')]
      .filter(Boolean)
      .join(' · ');
    const item = {
      key: `reply:${slug}`,
      kind: 'reply' as const,
      title,
      aside,
      preview,
      slug,
      subject,
      missing,
    };
    return [{ rank, item }];
  });
}

function useMacroOffers(conversation: string, note: boolean, trigger: Trigger | null): Ranked[] {
  const { t } = useTranslation('writing');
  const wanted = trigger?.kind === 'text' && !note;
  const { data } = useMacros(conversation, wanted);
  if (!wanted) return [];
  return (data?.items ?? []).flatMap((each) => {
    const title = currentLanguage() === 'es' && each.name_es ? each.name_es : each.name;
    const steps = each.steps.map((step) => t(`step.${step.do}` as 'step.insert', { value: step.value }));
    const rank = fit(trigger.query, each.slug, title, steps.join(' '));
    if (rank === null) return [];
    const preview = steps.map((step) => `· ${step}`).join('\n');
    const aside = t('texts.macro');
    const item = {
      key: `macro:${each.slug}`,
      kind: 'macro' as const,
      title,
      aside,
      preview,
      slug: each.slug,
      ...NOBODY,
    };
    return [{ rank: rank + 0.5, item }];
  });
}

function usePeople(conversation: string, trigger: Trigger | null): Offered[] {
  const wanted = trigger?.kind === 'person';
  const { data } = useColleagues(conversation, wanted);
  if (!wanted) return [];
  const words = folded(trigger.query);
  return (data?.items ?? [])
    .filter((person) => folded(person.name).includes(words))
    .map((person) => ({
      key: person.id,
      kind: 'person' as const,
      title: person.name,
      aside: '',
      preview: '',
      slug: person.id,
      ...NOBODY,
    }));
}

/** Articles of the knowledge base: their link goes into the answer, or what they say where customers cannot read them. */
function useArticles(conversation: string, trigger: Trigger | null): Offered[] {
  const wanted = trigger?.kind === 'article' && trigger.query.length > 1;
  const { data } = useKnowledge(conversation, trigger?.query ?? '', wanted);
  if (!wanted) return [];
  return (data?.items ?? []).map((one) => {
    const preview = one.pieces.map((piece) => piece.text).join('');
    return {
      key: `article:${one.article}`,
      kind: 'article' as const,
      title: one.title,
      aside: one.heading,
      preview,
      slug: one.article,
      ...NOBODY,
      insert: one.url ? `${one.title}: ${one.url} ` : preview,
    };
  });
}

function useEmoji(trigger: Trigger | null): Offered[] {
  const wanted = trigger?.kind === 'emoji';
  const [all, setAll] = useState<readonly (readonly [string, string])[]>([]);
  useEffect(() => {
    if (wanted) void import('./emoji').then((loaded) => setAll(loaded.EMOJI));
  }, [wanted]);
  if (!wanted) return [];
  const words = folded(trigger.query);
  return all
    .filter(([, names]) =>
      folded(names)
        .split(' ')
        .some((name) => name.startsWith(words)),
    )
    .map(([sign, names]) => ({
      key: sign,
      kind: 'emoji' as const,
      title: sign,
      aside: names,
      preview: '',
      slug: sign,
      ...NOBODY,
    }));
}

export function useOffered(
  conversation: string,
  channel: string,
  note: boolean,
  trigger: Trigger | null,
): Offered[] {
  const replies = useReplies(conversation, channel, trigger);
  const macros = useMacroOffers(conversation, note, trigger);
  const texts = [...replies, ...macros].sort((a, b) => a.rank - b.rank).map((each) => each.item);
  const people = usePeople(conversation, trigger);
  const emoji = useEmoji(trigger);
  const articles = useArticles(conversation, trigger);
  return [...texts, ...people, ...emoji, ...articles].slice(0, MOST);
}

/** Which of them is the one, and the keys that choose: arrows, Enter or Tab, Escape. */
export function useChoice(
  offered: readonly Offered[],
  onChoose: (item: Offered) => void,
  onClose: () => void,
) {
  const id = useId();
  const [at, setAt] = useState(0);
  const active = Math.min(at, Math.max(0, offered.length - 1));
  const onKey = (event: KeyboardEvent): boolean => {
    const chosen = offered[active];
    if (chosen === undefined) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((active + step + offered.length) % offered.length);
    else if (event.key === 'Escape') onClose();
    else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') {
      onChoose(chosen);
      setAt(0);
    } else {
      if (event.key.length === 1 || event.key === 'Backspace') setAt(0);
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { id, active, setActive: setAt, onKey };
}

const ICONS = {
  reply: IconMessage2,
  macro: IconBolt,
  person: IconUser,
  emoji: null,
  article: IconBook2,
} as const;

interface Props {
  id: string;
  label: string;
  offered: readonly Offered[];
  active: number;
  onActive: (at: number) => void;
  onChoose: (item: Offered) => void;
}

export function Suggestions({ id, label, offered, active, onActive, onChoose }: Props) {
  const { t } = useTranslation('writing');
  const chosen = offered[active];
  useEffect(() => {
    document.getElementById(`${id}-${String(active)}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <div className={styles['suggest']} data-preview={chosen?.preview ? true : undefined}>
      <ul id={id} role="listbox" aria-label={label} className={styles['offers']}>
        {offered.map((item, index) => {
          const Icon = ICONS[item.kind];
          return (
            <li
              key={item.key}
              id={`${id}-${String(index)}`}
              role="option"
              aria-selected={index === active}
              onPointerMove={() => index !== active && onActive(index)}
              onPointerDown={(event) => {
                event.preventDefault();
                onChoose(item);
              }}
            >
              {Icon && <Icon size={15} aria-hidden />}
              <span>{item.title}</span>
              {item.aside && <small>{item.aside}</small>}
            </li>
          );
        })}
      </ul>
      {chosen?.preview && (
        <div className={styles['preview']}>
          <p>{chosen.preview}</p>
          {chosen.missing.length > 0 && (
            <small>{t('texts.missing', { what: chosen.missing.join(', ') })}</small>
          )}
        </div>
      )}
    </div>
  );
}
