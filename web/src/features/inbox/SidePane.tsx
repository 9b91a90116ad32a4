/** Beside the open conversation: who it is with, what the centre knows, or a script to go by. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/types';
import { useMay } from '@/api/session';
import { useSlot } from '@/ui/slots';
import { draftNow, write, type Tab } from './drafts';
import styles from './Inbox.module.css';

type Side = 'customer' | 'knowledge' | 'script';

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
  const scriptsPanel = useSlot('scriptsPanel');
  const answers = useMay('conversation.reply');
  const sides: readonly Side[] = ['customer', 'knowledge', ...(answers ? (['script'] as const) : [])];
  const [side, setSide] = useState<Side>('customer');
  const insert = (text: string) => {
    const before = draftNow(conversation.id, tab).text;
    write(conversation.id, tab, { text: before ? `${before.trimEnd()}\n\n${text}` : text });
    onWrite();
  };
  return (
    <>
      <div className={styles['sides']} role="tablist" aria-label={t('panel.tabs')}>
        {sides.map((one) => (
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
              const by = event.key === 'ArrowRight' ? 1 : -1;
              const other = sides.at((sides.indexOf(one) + by) % sides.length) ?? one;
              setSide(other);
              document.getElementById(`side-${other}`)?.focus();
            }}
          >
            {t(`panel.${one}`)}
          </button>
        ))}
      </div>
      <div id="side-panel" role="tabpanel" aria-labelledby={`side-${side}`}>
        {side === 'customer' && customerPanel(conversation.customer.id, conversation.id)}
        {side === 'knowledge' && knowledgePanel({ conversation: conversation.id, onInsert: insert })}
        {side === 'script' && scriptsPanel({ conversation: conversation.id, onInsert: insert })}
      </div>
    </>
  );
}
