/** A sign in words: what it is about, by the names the centre has for it. */
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import { currentLanguage, textAt } from '@/ui/i18n';
import type { CanaryShown } from './questions';

export function useAlertWords(): (one: CanaryShown) => string {
  const { t } = useTranslation(['notices', 'desk']);
  const { reasons } = useCatalog();
  return (one) => {
    const said = one.words.join(', ');
    const reason = nameOf(reasons, one.about, currentLanguage());
    if (one.kind === 'term') return t('alert.term', { name: said });
    if (one.kind === 'volume') {
      return t('alert.volume', { name: textAt(`desk:channel.${one.about}`) ?? one.about });
    }
    return one.kind === 'intent'
      ? t('alert.intent', { name: one.about })
      : t('alert.reason', { name: reason });
  };
}
