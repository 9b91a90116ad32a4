/** One message or note: who, when, what, its files, and how far it has come. */
import { Checkbox, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconDownload,
  IconEyeOff,
  IconLock,
  IconQuote,
  IconRobot,
  IconScissors,
  IconTargetArrow,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMay, useMe } from '@/api/session';
import type { Attachment, Entry, MessageEntry } from '@/api/types';
import { Avatar, Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { useSlot } from '@/ui/slots';
import { fullTime, hour } from '@/ui/time';
import { DeliveryLine } from './DeliveryLine';
import { Files } from './Files';
import { picking, usePicking } from './picking';
import { copy, quote } from './writing/quote';
import { Machine } from './Machine';
import { PlainText } from './PlainText';
import styles from './Timeline.module.css';

/** With what cleans a mail's markup: chats do not need it. */
const SafeMail = lazy(async () => ({ default: (await import('./SafeMail')).SafeMail }));

const TOGETHER = 3 * 60_000;

/** A chat line right after another of the same person needs no head of its own. */
function follows(message: MessageEntry, before: Entry | undefined): boolean {
  return (
    before?.type === 'message' &&
    message.channel === 'webchat' &&
    before.channel === message.channel &&
    before.direction === message.direction &&
    before.author.id === message.author.id &&
    before.conversation === message.conversation &&
    before.only_for === message.only_for &&
    Date.parse(message.at) - Date.parse(before.at) < TOGETHER &&
    new Date(message.at).toDateString() === new Date(before.at).toDateString()
  );
}

/** Layout that plain words would lose, in a mail that is not a reply under quoted text. */
const isRich = (message: MessageEntry): boolean =>
  message.html !== '' &&
  message.hidden === '' &&
  (message.direction === 'out' || /<(?:img|table|h[1-6]|ul|ol)[\s>]/iu.test(message.html));

function Quoted({ text }: { text: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles['quoted']}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconDots size={16} aria-hidden />
        {open ? t('message.hideQuoted') : t('message.showQuoted')}
      </button>
      {open && (
        <blockquote>
          <PlainText text={text} />
        </blockquote>
      )}
    </div>
  );
}

function MailHead({ message }: { message: MessageEntry }) {
  const { t } = useTranslation();
  if (message.channel !== 'email' || message.direction === 'note') return null;
  return (
    <div className={styles['mailHead']}>
      {message.subject && <strong>{message.subject}</strong>}
      {message.to.length > 0 && <span>{t('message.to', { to: message.to.join(', ') })}</span>}
      {message.cc.length > 0 && <span>{t('message.cc', { cc: message.cc.join(', ') })}</span>}
    </div>
  );
}

function Body({ message }: { message: MessageEntry }) {
  const { t } = useTranslation();
  const [formatted, setFormatted] = useState(isRich(message));
  return (
    <>
      {formatted ? (
        <Suspense fallback={<PlainText text={message.text} />}>
          <SafeMail
            html={message.html}
            remote={message.has_remote_images}
            attachments={message.attachments}
          />
        </Suspense>
      ) : (
        <>
          <PlainText text={message.text} />
          {message.hidden && <Quoted text={message.hidden} />}
        </>
      )}
      {message.html && (
        <button type="button" className={styles['switch']} onClick={() => setFormatted(!formatted)}>
          {formatted ? t('message.asText') : t('message.asMail')}
        </button>
      )}
    </>
  );
}

/** The first words of a message, as a promise begins. */
const WORDS = 280;

function MessageMenu({ message }: { message: MessageEntry }) {
  const { t } = useTranslation(['desk', 'matter', 'writing']);
  const may = useMay('conversation.reply');
  const promiseForm = useSlot('promiseForm');
  const [promising, setPromising] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className={styles['dotsButton']} aria-label={t('matter:timeline.menu')}>
            <IconDots size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => copy(message)}>
            {t('writing:menu.copy')}
          </Menu.Item>
          {may && message.direction !== 'note' && (
            <Menu.Item leftSection={<IconQuote size={15} />} onClick={() => quote(message)}>
              {t('writing:menu.quote')}
            </Menu.Item>
          )}
          {may && (
            <Menu.Item leftSection={<IconTargetArrow size={15} />} onClick={() => setPromising(true)}>
              {t('matter:action.fromMessage')}
            </Menu.Item>
          )}
          {may && message.only_for === null && (
            <Menu.Item
              leftSection={<IconScissors size={15} />}
              onClick={() => picking.begin(message.conversation, message.id)}
            >
              {t('matter:action.select')}
            </Menu.Item>
          )}
          {message.raw && (
            <Menu.Item
              component="a"
              href={`/api/v1/messages/${message.id}/raw`}
              download={`${message.id}.eml`}
              leftSection={<IconDownload size={15} />}
            >
              {t('message.raw')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {promising &&
        promiseForm({
          kind: 'promise',
          text: message.text.trim().slice(0, WORDS),
          conversation: message.conversation,
          source: message.id,
          onClose: () => setPromising(false),
        })}
    </>
  );
}

/** A word for one pair of eyes is said to be one. */
function NoteChip({ message }: { message: MessageEntry }) {
  const { t } = useTranslation(['desk', 'matter']);
  const { user } = useMe();
  const { agents } = useCatalog();
  if (message.only_for === null) {
    return (
      <Chip tone="note">
        <IconLock size={11} aria-hidden />
        {t('composer.note')}
      </Chip>
    );
  }
  const name = agents.find((agent) => agent.id === message.only_for)?.name ?? '';
  return (
    <Chip tone="accent">
      <IconEyeOff size={11} aria-hidden />
      {message.only_for === user.id ? t('matter:timeline.onlyYou') : t('matter:timeline.onlyFor', { name })}
    </Chip>
  );
}

function Choose({ message }: { message: MessageEntry }) {
  const { t } = useTranslation('matter');
  const { conversation, messages } = usePicking();
  if (conversation !== message.conversation || message.only_for !== null) return null;
  return (
    <Checkbox
      size="xs"
      className={styles['choose']}
      aria-label={t('split.choose')}
      checked={messages.includes(message.id)}
      onChange={() => picking.toggle(message.id)}
    />
  );
}

/** Why an automatic message was written, where a machine talks with him. */
const MACHINES: ReadonlySet<string> = new Set(['flow', 'bot', 'notice']);

function Head({ message, shown }: { message: MessageEntry; shown: string }) {
  const { t } = useTranslation(['desk', 'matter']);
  const note = message.direction === 'note';
  const at = Date.parse(message.at);
  const name =
    message.author.name || (message.author.type === 'customer' ? t('customer.unnamed') : t('author.system'));
  return (
    <header className={styles['messageHead']}>
      <strong>{name}</strong>
      {note ? (
        <NoteChip message={message} />
      ) : (
        <span className={styles['via']}>
          <ChannelIcon channel={message.channel} size={13} />
        </span>
      )}
      {message.automatic && (
        <Chip>
          <IconRobot size={12} aria-hidden />
          {MACHINES.has(message.why) ? t('matter:timeline.assistant') : t('message.automatic')}
        </Chip>
      )}
      {message.copied_from && <Chip>{t('matter:timeline.copied')}</Chip>}
      {message.conversation !== shown && (
        <Chip tone="info">{t('matter:timeline.from', { number: message.number })}</Chip>
      )}
      <time dateTime={message.at} title={fullTime(at)}>
        {hour(at)}
      </time>
      <MessageMenu message={message} />
      <Choose message={message} />
    </header>
  );
}

/** Pictures within the text are shown there; what is not a picture, or stands alone, below. */
function shownBelow(message: MessageEntry): Attachment[] {
  return message.attachments.filter(
    (file) => !(file.inline && message.html.includes(`data-cid="${file.content_id}"`)),
  );
}

interface Props {
  message: MessageEntry;
  before: Entry | undefined;
  language: string;
  /** In which conversation it is read, where that may be another than its own. */
  shown?: string;
}

export function MessageCard({ message, before, language, shown }: Props) {
  const { t } = useTranslation();
  const choosing = usePicking((state) => state.conversation === message.conversation);
  const joined = !choosing && follows(message, before);
  return (
    <article
      className={styles['message']}
      data-direction={message.direction}
      data-only={message.only_for ? true : undefined}
      data-channel={message.channel}
      data-joined={joined || undefined}
      id={message.id}
    >
      <span className={styles['face']}>
        {!joined && (
          <Avatar
            name={message.author.name || (message.author.type === 'system' ? t('author.system') : '?')}
            size={30}
          />
        )}
      </span>
      <div className={styles['card']}>
        {!joined && <Head message={message} shown={shown ?? message.conversation} />}
        <MailHead message={message} />
        <div
          className={styles['text']}
          lang={message.direction === 'note' ? undefined : language || undefined}
        >
          <Body message={message} />
        </div>
        <Machine message={message} />
        <Files files={shownBelow(message)} />
        {message.direction === 'out' && <DeliveryLine message={message} />}
      </div>
    </article>
  );
}
