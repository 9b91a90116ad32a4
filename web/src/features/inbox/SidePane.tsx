/** Beside the open conversation: who it is with, or what the centre knows about the matter. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/types';
import { useSlot } from '@/ui/slots';
import { draftNow, write, type Tab } from './drafts';
import styles from './Inbox.module.css';

type Side = 'customer' | 'knowledge';

interface Props {
  conversation: Conversation;
  tab: Tab;
  /** Leads to the composer. */
  onWrite: () => void;
}

export function SidePane({ conversation, tab, onWrite }: Props) {
  const { t } = useTranslation('knowledge');
  const customerPanel = useSlot('customerPanel');
  const knowledgePanel = useSlot('knowledgePanel');
  const [side, setSide] = useState<Side>('customer');
  const insert = (text: string) => {
    const before = draftNow(conversation.id, tab).text;
    write(conversation.id, tab, { text: before ? `${before.trimEnd()}\n\n${text}` : text });
    onWrite();
  };
  return (
    <>
      <div className={styles['sides']} role="tablist" aria-label={t('panel.tabs')}>
        {(['customer', 'knowledge'] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`side-${one}`}
            aria-selected={side === one}
            aria-controls="side-panel"
            tabIndex={side === one ? 0 : -1}
            onClick={() => setSide(one)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
              const other = one === 'customer' ? 'knowledge' : 'customer';
              setSide(other);
              document.getElementById(`side-${other}`)?.focus();
            }}
          >
            {t(`panel.${one}`)}
          </button>
        ))}
      </div>
      <div id="side-panel" role="tabpanel" aria-labelledby={`side-${side}`}>
        {side === 'customer'
          ? customerPanel(conversation.customer.id, conversation.id)
          : knowledgePanel({ conversation: conversation.id, onInsert: insert })}
      </div>
    </>
  );
}
