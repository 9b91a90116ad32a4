/** Before anything is typed: what was looked for lately, and what the box understands. */
import { IconClockHour4 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/api/session';
import { currentLanguage } from '@/ui/i18n';
import styles from './Find.module.css';
import { forgetAll, useRecent } from './recent';

const EXAMPLES = {
  en: [
    'refund',
    '"next week"',
    'from:customer has:attachment',
    'is:overdue',
    'invoice -paid',
    'last week',
    '#1042',
    '600 111 222',
  ],
  es: [
    'devolución',
    '"semana que viene"',
    'de:cliente tiene:adjunto',
    'es:vencida',
    'factura -pagada',
    'la semana pasada',
    '#1042',
    '600 111 222',
  ],
} as const;
const MEANING = ['words', 'phrase', 'operators', 'state', 'without', 'days', 'number', 'phone'] as const;

export function Help({ onChoose }: { onChoose: (text: string) => void }) {
  const { t } = useTranslation('find');
  const me = useMe().user.id;
  const recent = useRecent(me);
  return (
    <div className={styles['help']}>
      {recent.length > 0 && (
        <section aria-label={t('recent')}>
          <h2>
            {t('recent')}
            <button type="button" className={styles['small']} onClick={() => forgetAll(me)}>
              {t('forget')}
            </button>
          </h2>
          <ul>
            {recent.map((text) => (
              <li key={text}>
                <button type="button" onClick={() => onChoose(text)}>
                  <IconClockHour4 size={15} aria-hidden />
                  {text}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label={t('examples')}>
        <h2>{t('examples')}</h2>
        <ul>
          {EXAMPLES[currentLanguage()].map((text, place) => (
            <li key={text}>
              <button type="button" onClick={() => onChoose(text)}>
                <code>{text}</code>
                <span>{t(`example.${MEANING[place] ?? 'words'}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
