/** The groups of what was found. Every hit is a link: it opens in another tab as any other. */
import { IconBuilding, IconPaperclip, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import type { CustomerRow } from '@/api/types';
import type { components } from '@/api/schema';
import { Avatar, Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { clockSpan, fullTime, useNow, whenShort } from '@/ui/time';
import type { MessageHit, OrganizationHit, Stretch } from './questions';
import styles from './Find.module.css';

type CallHit = components['schemas']['CallHit'];
type Row = components['schemas']['Row'];

export function Marked({ pieces }: { pieces: readonly Stretch[] }) {
  return (
    <>
      {pieces.map((piece, place) =>
        piece.hit ? <mark key={place}>{piece.text}</mark> : <span key={place}>{piece.text}</span>,
      )}
    </>
  );
}

interface GroupProps {
  title: string;
  children: ReactNode;
  more?: ReactNode;
}

export function GroupOf({ title, children, more }: GroupProps) {
  return (
    <section className={styles['group']} aria-label={title}>
      <h2>{title}</h2>
      <ul>{children}</ul>
      {more}
    </section>
  );
}

function When({ at }: { at: string }) {
  const now = useNow();
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={fullTime(moment)}>
      {whenShort(moment, now)}
    </time>
  );
}

export function Call({ hit, onOpen }: { hit: CallHit; onOpen: () => void }) {
  const { t } = useTranslation('find');
  const name = hit.customer.name || t('unnamed');
  return (
    <li>
      <Link
        to={`/recordings/${hit.recording}` as string}
        search={{ at: hit.at_ms } as never}
        className={styles['hit']}
        onClick={onOpen}
      >
        <Avatar name={name} size={30} />
        <span className={styles['body']}>
          <span className={styles['line']}>
            <b>{name}</b>
            <span className={styles['quiet']}>#{hit.number}</span>
            <ChannelIcon channel="voice" size={13} />
            <span className={styles['quiet']}>{t('saidAt', { at: clockSpan(hit.at_ms) })}</span>
            <span className={styles['end']}>
              <When at={hit.at} />
            </span>
          </span>
          <span>
            <Marked pieces={hit.snippet} />
          </span>
        </span>
      </Link>
    </li>
  );
}

export function Message({ hit, onOpen }: { hit: MessageHit; onOpen: () => void }) {
  const { t, i18n } = useTranslation('find');
  const { queues } = useCatalog();
  const name = hit.customer.name || t('unnamed');
  return (
    <li>
      <Link
        to={`/inbox/all/${hit.conversation}` as string}
        search={{ message: hit.id } as never}
        className={styles['hit']}
        data-direction={hit.direction}
        onClick={onOpen}
      >
        <Avatar name={name} size={30} />
        <span className={styles['body']}>
          <span className={styles['line']}>
            <b>{name}</b>
            <span className={styles['quiet']}>#{hit.number}</span>
            <ChannelIcon channel={hit.channel} size={13} />
            {hit.direction === 'note' && <Chip tone="note">{t('note')}</Chip>}
            {hit.direction === 'out' && (
              <span className={styles['quiet']}>{t('by', { name: hit.author.name || t('system') })}</span>
            )}
            <span className={styles['end']}>
              <span className={styles['place']}>
                {nameOf(queues, hit.queue, i18n.language)}
                {' · '}
                {t(`status.${hit.status as 'open'}`)}
              </span>
              <When at={hit.at} />
            </span>
          </span>
          {hit.subject.length > 0 && (
            <span className={styles['subject']}>
              <Marked pieces={hit.subject} />
            </span>
          )}
          <span className={styles['snippet']}>
            <Marked pieces={hit.snippet} />
          </span>
          {hit.files.map((file, place) => (
            <span key={place} className={styles['file']}>
              <IconPaperclip size={13} aria-hidden />
              <Marked pieces={file} />
            </span>
          ))}
        </span>
      </Link>
    </li>
  );
}

export function Person({ row, onOpen }: { row: CustomerRow; onOpen: () => void }) {
  const { t } = useTranslation('find');
  const name = row.name || t('unnamed');
  return (
    <li>
      <Link to={`/customers/${row.id}` as string} className={styles['hit']} onClick={onOpen}>
        <Avatar name={name} size={30} />
        <span className={styles['body']}>
          <span className={styles['line']}>
            <b>{name}</b>
            {row.vip && <Chip tone="accent">VIP</Chip>}
            <span className={styles['end']}>
              {row.channels.map((channel) => (
                <ChannelIcon key={channel} channel={channel} size={13} />
              ))}
              <When at={row.last_at} />
            </span>
          </span>
          <span className={styles['quiet']}>
            {row.organization ? (
              <>
                <IconBuilding size={13} aria-hidden /> {row.organization}
              </>
            ) : (
              <>
                <IconUser size={13} aria-hidden /> {t('person')}
              </>
            )}
          </span>
        </span>
      </Link>
    </li>
  );
}

export function Company({ hit, onOpen }: { hit: OrganizationHit; onOpen: () => void }) {
  return (
    <li>
      <Link to="/customers" search={{ q: hit.name } as never} className={styles['hit']} onClick={onOpen}>
        <span className={styles['icon']}>
          <IconBuilding size={17} stroke={1.6} aria-hidden />
        </span>
        <span className={styles['body']}>
          <b>{hit.name}</b>
          <span className={styles['quiet']}>{hit.domains.join(', ')}</span>
        </span>
      </Link>
    </li>
  );
}

export function Matter({ row, onOpen }: { row: Row; onOpen: () => void }) {
  const { t, i18n } = useTranslation('find');
  const { queues } = useCatalog();
  const name = row.customer.name || t('unnamed');
  return (
    <li>
      <Link to={`/inbox/all/${row.id}` as string} className={styles['hit']} onClick={onOpen}>
        <Avatar name={name} size={30} />
        <span className={styles['body']}>
          <span className={styles['line']}>
            <b>{name}</b>
            <span className={styles['quiet']}>#{row.number}</span>
            <ChannelIcon channel={row.channel} size={13} />
            <Chip>{t(`status.${row.status as 'open'}`)}</Chip>
            <span className={styles['end']}>
              <span className={styles['place']}>
                {nameOf(queues, row.queue, i18n.language)}
                {row.agent ? ` · ${row.agent.name}` : ''}
              </span>
              <When at={row.touched_at} />
            </span>
          </span>
          <span className={styles['snippet']}>{row.subject || row.last_line}</span>
        </span>
      </Link>
    </li>
  );
}
