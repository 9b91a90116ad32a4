/** One message or note: who, when, what, its files, and how far it has come. */
import { Menu } from '@mantine/core';
import { IconDots, IconDownload, IconLock, IconRobot } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment, Entry, MessageEntry } from '@/api/types';
import { Avatar, Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { fullTime, hour } from '@/ui/time';
import { DeliveryLine } from './DeliveryLine';
import { Files } from './Files';
import { PlainText } from './PlainText';
import { SafeMail } from './SafeMail';
import styles from './Timeline.module.css';

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
  message.html !== '' && message.hidden === '' && /<(?:img|table|h[1-6]|ul|ol)[\s>]/iu.test(message.html);

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
        <SafeMail html={message.html} remote={message.has_remote_images} attachments={message.attachments} />
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

function MessageMenu({ message }: { message: MessageEntry }) {
  const { t } = useTranslation();
  if (!message.raw) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={styles['dotsButton']} aria-label={t('message.more')}>
          <IconDots size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={`/api/v1/messages/${message.id}/raw`}
          download={`${message.id}.eml`}
          leftSection={<IconDownload size={15} />}
        >
          {t('message.raw')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Head({ message }: { message: MessageEntry }) {
  const { t } = useTranslation();
  const note = message.direction === 'note';
  const at = Date.parse(message.at);
  const name =
    message.author.name || (message.author.type === 'customer' ? t('customer.unnamed') : t('author.system'));
  return (
    <header className={styles['messageHead']}>
      <strong>{name}</strong>
      {note ? (
        <Chip tone="note">
          <IconLock size={11} aria-hidden />
          {t('composer.note')}
        </Chip>
      ) : (
        <span className={styles['via']}>
          <ChannelIcon channel={message.channel} size={13} />
        </span>
      )}
      {message.automatic && (
        <Chip>
          <IconRobot size={12} aria-hidden />
          {t('message.automatic')}
        </Chip>
      )}
      <time dateTime={message.at} title={fullTime(at)}>
        {hour(at)}
      </time>
      <MessageMenu message={message} />
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
}

export function MessageCard({ message, before, language }: Props) {
  const joined = follows(message, before);
  return (
    <article
      className={styles['message']}
      data-direction={message.direction}
      data-channel={message.channel}
      data-joined={joined || undefined}
      id={message.id}
    >
      <span className={styles['face']}>
        {!joined && <Avatar name={message.author.name || '?'} size={30} />}
      </span>
      <div className={styles['card']}>
        {!joined && <Head message={message} />}
        <MailHead message={message} />
        <div
          className={styles['text']}
          lang={message.direction === 'note' ? undefined : language || undefined}
        >
          <Body message={message} />
        </div>
        <Files files={shownBelow(message)} />
        {message.direction === 'out' && <DeliveryLine message={message} />}
      </div>
    </article>
  );
}
