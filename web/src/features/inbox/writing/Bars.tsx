/** What stands above and below the words: kind and way of the answer, formatting, whether it is kept. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLetterCase, IconMailForward } from '@tabler/icons-react';
import { lazy, Suspense, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMay } from '@/api/session';
import type { Conversation, ReplyOption } from '@/api/types';
import styles from '../Composer.module.css';
import { RouteSelect, Tabs } from '../ComposerParts';
import type { Tab, Written } from '../drafts';
import { confirmByMail } from './confirm';

const Marks = lazy(async () => ({ default: (await import('./Marks')).Marks }));

/** There is a mailbox of the brand, and addresses may be added. */
function useMayMail(brand: string): boolean {
  const { endpoints, channels } = useCatalog();
  const mayEdit = useMay('customer.edit');
  const mails = new Set(channels.filter((each) => each.traits.subject).map((each) => each.name));
  return mayEdit && endpoints.some((endpoint) => mails.has(endpoint.channel) && endpoint.brand === brand);
}

interface AboveProps {
  conversation: Conversation;
  tab: Tab;
  route: ReplyOption | null;
  onTab: (tab: Tab) => void;
  onPick: (endpoint: string, identity: string) => void;
  /** Asks for an e-mail address. */
  onMail: () => void;
  /** A mail stands ready to be completed. */
  onReady: () => void;
}

export function Above({ conversation, tab, route, onTab, onPick, onMail, onReady }: AboveProps) {
  const { t } = useTranslation('writing');
  const mayAsk = useMayMail(conversation.brand);
  const confirms =
    !route?.traits.subject && (mayAsk || conversation.endpoints.some((each) => each.traits.subject));
  return (
    <div className={styles['top']}>
      <Tabs tab={tab} onTab={onTab} />
      {tab === 'reply' && confirms && (
        <Tooltip label={t('confirm.label')}>
          <ActionIcon
            aria-label={t('confirm.label')}
            onClick={() => void confirmByMail(conversation, onMail, onReady)}
          >
            <IconMailForward size={17} />
          </ActionIcon>
        </Tooltip>
      )}
      {tab === 'reply' && (
        <RouteSelect
          conversation={conversation}
          route={route}
          onPick={onPick}
          onMail={mayAsk ? onMail : null}
        />
      )}
    </div>
  );
}

interface FormattingProps {
  field: RefObject<HTMLTextAreaElement | null>;
  marked: boolean;
  previewing: boolean;
  alter: (change: Partial<Written>) => void;
  onPreview: () => void;
}

export function Formatting({ field, marked, previewing, alter, onPreview }: FormattingProps) {
  const { t } = useTranslation('writing');
  return (
    <>
      <Tooltip label={t('marks.on')}>
        <ActionIcon
          aria-label={t('marks.on')}
          aria-pressed={marked}
          onClick={() => alter({ marked: !marked })}
        >
          <IconLetterCase size={17} />
        </ActionIcon>
      </Tooltip>
      {marked && (
        <Suspense fallback={null}>
          <Marks
            field={field}
            previewing={previewing}
            onText={(text) => alter({ text })}
            onPreview={onPreview}
          />
        </Suspense>
      )}
    </>
  );
}

/** What may be typed while nothing is written; then, whether it is kept. */
export function State({ draft, note }: { draft: Written; note: boolean }) {
  const { t } = useTranslation('writing');
  const { t: word } = useTranslation();
  const hint = t(note ? 'hint.note' : 'hint.reply');
  return (
    <span className={styles['saved']}>
      {draft.text === '' ? hint : draft.dirty ? '' : word('composer.saved')}
    </span>
  );
}
