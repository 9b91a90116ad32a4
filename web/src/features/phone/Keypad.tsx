/** Keys for somebody else's menu: clicked or typed. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '@/api/calls';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import { Panel } from './Panel';
import styles from './Phone.module.css';
import { telephone } from './telephone';

const KEYS = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

export function Keys({ onKey }: { onKey: (key: string) => void }) {
  return (
    <div className={styles['keys']}>
      {KEYS.map(([key, letters], index) => (
        <button
          key={key}
          type="button"
          className={styles['key']}
          data-first={index === 0 || undefined}
          aria-label={key}
          onClick={() => onKey(key)}
        >
          {key}
          <small aria-hidden>{letters || '\u00a0'}</small>
        </button>
      ))}
    </div>
  );
}

export function Keypad({ call, onClose }: { call: CallView; onClose: () => void }) {
  const { t } = useTranslation('phone');
  const [pressed, setPressed] = useState('');
  const press = (key: string) => {
    setPressed((was) => (was + key).slice(-24));
    telephone.keys(call, key).catch((error: unknown) => toast.failed(sayProblem(error)));
  };
  return (
    <Panel title={t('keypad.title')} onClose={onClose}>
      <div
        role="group"
        aria-label={t('keypad.title')}
        onKeyDown={(event) => {
          if (/^[0-9*#]$/u.test(event.key) && !event.ctrlKey && !event.metaKey) press(event.key);
        }}
      >
        <p className={styles['pressed']} role="status" aria-label={t('keypad.pressed', { keys: pressed })}>
          {pressed || '\u00a0'}
        </p>
        <Keys onKey={press} />
      </div>
      <p className={styles['hint']}>{t('keypad.hint')}</p>
    </Panel>
  );
}
