/** What is being said, as it is said; spoken to nobody else: it would talk over the call. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '@/api/calls';
import { useCalls } from '@/live/calls';
import { Panel } from './Panel';
import styles from './Phone.module.css';

const NONE: readonly never[] = [];

export function Captions({ call, onClose }: { call: CallView; onClose: () => void }) {
  const { t } = useTranslation('phone');
  const said = useCalls((state) => state.captions[call.interaction] ?? NONE);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const last = list.current?.lastElementChild;
    if (last && document.visibilityState === 'visible') last.scrollIntoView({ block: 'nearest' });
  }, [said]);
  const nameOf = (leg: string): string => {
    if (leg === call.my_leg) return t('captions.me');
    const found = call.legs.find((one) => one.leg === leg);
    return found ? found.name || found.number || t(`role.${found.role}`) : '';
  };
  return (
    <Panel title={t('captions.title')} onClose={onClose}>
      <ul ref={list} className={styles['said']} tabIndex={0} aria-label={t('captions.title')}>
        {said.map((one, index) => (
          <li
            key={index}
            data-mine={one.leg === call.my_leg || undefined}
            data-open={!one.final || undefined}
          >
            <b>{nameOf(one.leg)}</b>
            {one.text}
          </li>
        ))}
      </ul>
      {said.length === 0 && <p className={styles['hint']}>{t('captions.empty')}</p>}
    </Panel>
  );
}
