/** The first-run steps. */
import { IconRocket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/States';

export function SetupPage() {
  const { t } = useTranslation();
  return <EmptyState icon={<IconRocket size={26} />} title={t('app.name')} />;
}
