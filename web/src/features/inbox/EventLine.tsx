/** Something that happened to the conversation, in one sentence; for an offer, also why it went to this agent. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import type { Catalog, Choice, EventEntry } from '@/api/types';
import { currentLanguage, textAt } from '@/ui/i18n';
import { useSlot } from '@/ui/slots';
import { amountOf } from '@/ui/figures';
import { clockSpan, fullTime, hour } from '@/ui/time';
import { useReceipts } from './questions';
import styles from './EventLine.module.css';

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What was granted: its name and how much of it. */
function whatOf(data: Record<string, unknown>, catalog: Catalog): string {
  const amount = data['amount'];
  if (typeof amount !== 'number') return '';
  const kind = word(data['kind']);
  const unit = catalog.decisions.find((one) => one.slug === kind)?.unit ?? '';
  return `${nameOf(catalog.decisions, kind, currentLanguage())}, ${amountOf(amount, unit)}`;
}

/** The names a sentence may use; slugs and ids become names here, the server's own names where it sent them. */
function valuesOf(entry: EventEntry, catalog: Catalog, ofNobody: string): Record<string, string> {
  const { data, actor } = entry;
  const language = currentLanguage();
  const sent = (field: string) => word(data[`${field}_name`]);
  const person = (id: string) => catalog.agents.find((agent) => agent.id === id)?.name ?? '';
  const agent = (field: string) => person(word(data[field])) || sent(field);
  const slug = (field: string, choices: readonly Choice[]) =>
    data[field] ? nameOf(choices, word(data[field]), language) || sent(field) : '';
  const until = data['until'];
  const untilMs = typeof until === 'number' ? until : Date.parse(word(until));
  return {
    actor: actor.name || person(actor.id) || ofNobody,
    agent: agent('agent'),
    user: agent('user'),
    queue: slug('queue', catalog.queues),
    to: agent('to_agent') || slug('to_queue', catalog.queues),
    disposition: slug('disposition', catalog.dispositions),
    reason: slug('reason', catalog.reasons),
    priority: textAt(`desk:priority.${String(data['priority'])}`) ?? '',
    what: whatOf(data, catalog),
    until: Number.isFinite(untilMs) ? fullTime(untilMs) : '',
    kind: textAt(`matter:kind.${word(data['kind'])}`) ?? '',
    tags: tagsOf(data['tags'], catalog, language),
    commitment: sent('commitment'),
    into: sent('into'),
    source: sent('source'),
    flow: sent('flow') || word(data['flow']),
    score: String(data['score'] ?? ''),
    length: clockSpan(lengthOf(data)),
  };
}

/** How long a call, the wait before it, or a message was (ms). */
function lengthOf(data: Record<string, unknown>): number {
  const { talked_ms: talked, waited_ms: waited, seconds } = data;
  return Number(talked ?? waited ?? Number(seconds ?? 0) * 1000);
}

function tagsOf(slugs: unknown, catalog: Catalog, language: string): string {
  if (!Array.isArray(slugs)) return '';
  return slugs.map((slug) => nameOf(catalog.tags, word(slug), language) || word(slug)).join(', ');
}

const NOT_SENT: ReadonlySet<string> = new Set(['answered', 'closed', 'merged', 'unreachable']);

const TRUST: ReadonlySet<string> = new Set([
  'CustomerVerified',
  'VerificationFailed',
  'DecisionMade',
  'ApprovalAsked',
  'ApprovalRefused',
  'ApprovalWithdrawn',
]);

/** In which catalogue the sentence stands. */
const catalogueOf = (event: string): string =>
  event === 'ReplyRecalled' ? 'writing' : TRUST.has(event) ? 'people' : 'desk';

type Variant = (entry: EventEntry, why: string) => string;

const of =
  (field: string): Variant =>
  (entry) =>
    word(entry.data[field]);

/** One fact may read in several ways: by why it was queued, by who did it. Empty: in one way only. */
const VARIANTS: Readonly<Record<string, Variant>> = {
  InteractionQueued: of('why'),
  InteractionTransferred: (entry) => (entry.actor.type === 'agent' ? '' : 'system'),
  CustomerVerified: of('method'),
  DecisionMade: (entry) => (entry.data['approved_by'] ? 'approved' : ''),
  InteractionRefused: of('why'),
  DeflectionTaken: of('way'),
  TagsChanged: (entry) => ((entry.data['tags'] as string[]).length === 0 ? 'none' : ''),
  CommitmentMade: (entry) => (entry.data['kind'] === 'task' ? 'task' : ''),
  CommitmentEnded: of('how'),
  CallBegun: of('direction'),
  CallArrived: ({ data }) => (data['up'] ? 'phone' : data['video'] ? 'video' : 'web'),
  // Who came by a link has the link's id there.
  CallConnected: ({ data }) =>
    !word(data['user']).startsWith('usr_') ? 'guest' : data['role'] === 'agent' ? 'agent' : 'supervisor',
  CallEnded: ({ data }) => (!data['talked_ms'] ? 'unanswered' : data['by'] === 'nobody' ? 'lost' : ''),
  CallMissed: ({ data }) => (data['callback'] ? 'callback' : ''),
  ConsentAnswered: of('answer'),
  RecordingPaused: of('why'),
  RecordingHeld: (entry) => (entry.data['on'] ? 'on' : 'off'),
  HandedOver: of('why'),
  SurveyAnswered: of('scale'),
  InteractionEnded: (entry) => word(entry.data['by']) || 'system',
};

function keyFor(entry: EventEntry): string {
  const why = word(entry.data['why']);
  if (entry.event === 'ReplyRecalled') return NOT_SENT.has(why) ? `recalled.${why}` : 'recalled.other';
  const variant = VARIANTS[entry.event]?.(entry, why) ?? '';
  return variant ? `event.${entry.event}_${variant}` : `event.${entry.event}`;
}

function Why({ interaction, offer }: { interaction: string; offer: string }) {
  const { t } = useTranslation();
  const why = useSlot('why');
  const [open, setOpen] = useState(false);
  const [whole, setWhole] = useState(false);
  const { data, isError } = useReceipts(interaction, open);
  const found = data?.items.find((receipt) => receipt.offer === offer) ?? data?.items[data.items.length - 1];
  return (
    <>
      <button type="button" className={styles['why']} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('why.ask')}
      </button>
      {open && (
        <div className={styles['receipt']}>
          {isError && t('why.failed')}
          {!data && !isError && t('common.loading')}
          {data && (found ? found.text[currentLanguage()] : t('why.none'))}
          {found && (
            <button type="button" className={styles['why']} onClick={() => setWhole(true)}>
              {t('why.more')}
            </button>
          )}
          {whole && why({ interaction, offer, title: t('why.ask'), onClose: () => setWhole(false) })}
        </div>
      )}
    </>
  );
}

export function EventLine({ entry }: { entry: EventEntry }) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const recording = useSlot('recording');
  const values = valuesOf(entry, catalog, t('author.system'));
  const words = catalogueOf(entry.event);
  useTranslation(words as 'people');
  useTranslation('matter');
  const text =
    textAt(`${words}:${keyFor(entry)}`, values) ??
    textAt(`matter:${keyFor(entry)}`, values) ??
    textAt(`desk:event.${entry.event}`, values);
  if (!text) return null;
  const at = Date.parse(entry.at);
  const interaction = word(entry.data['interaction']);
  const offer = word(entry.data['offer']);
  const explained = interaction !== '' && offer !== '';
  return (
    <>
      <div className={styles['event']}>
        <span>{text}</span>
        <time dateTime={entry.at} title={fullTime(at)}>
          {hour(at)}
        </time>
        {explained && <Why interaction={interaction} offer={offer} />}
      </div>
      {entry.event === 'RecordingKept' && recording(word(entry.data['recording']), entry.conversation)}
    </>
  );
}
