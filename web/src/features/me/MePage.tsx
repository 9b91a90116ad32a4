/** Preferences: how it looks, how one writes, what may call, which keys; they save themselves. */
import { useTranslation } from 'react-i18next';
import { Page } from '@/ui/Page';
import { Account } from './Account';
import { DeskPhone } from './DeskPhone';
import { Keys } from './Keys';
import { Look } from './Look';
import styles from './Me.module.css';
import { Notices } from './Notices';
import { Writing } from './Writing';

export function MePage() {
  const { t } = useTranslation('lists');
  return (
    <Page title={t('me.title')}>
      <div className={styles['page']}>
        <p className={styles['lead']}>{t('me.saved')}</p>
        <Look />
        <Writing />
        <Notices />
        <Keys />
        <DeskPhone />
        <Account />
      </div>
    </Page>
  );
}
