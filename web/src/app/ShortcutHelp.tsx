/** Every key and what it does, as this person has set them. */
import { Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Key } from '@/ui/Bits';
import { keysOf } from '@/ui/commands';
import { shown, SHORTCUTS, type ShortcutId } from '@/ui/shortcuts';
import styles from './Palette.module.css';

const GROUPS = ['conversation', 'call', 'list', 'go', 'desk'] as const;

const groupOf = (id: string): (typeof GROUPS)[number] =>
  GROUPS.find((group) => id.startsWith(`${group}.`)) ?? 'desk';

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('lists');
  const ids = Object.keys(SHORTCUTS) as ShortcutId[];
  return (
    <Modal opened onClose={onClose} size={760} title={t('keys.title')}>
      <div className={styles['columns']}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`keys.group.${group}`)}</h3>
            <dl>
              {ids
                .filter((id) => groupOf(id) === group && keysOf(id) !== '')
                .map((id) => (
                  <div key={id} style={{ display: 'contents' }}>
                    <dt>{t(`keys.name.${id}` as 'keys.title')}</dt>
                    <dd>
                      {shown(keysOf(id)).map((each, n) => (
                        <Key key={n}>{each}</Key>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles['hint']}>
        {t('keys.alt')} <Link to="/me">{t('keys.change')}</Link>
      </p>
    </Modal>
  );
}
