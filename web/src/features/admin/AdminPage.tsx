/** The entry to configuration. */
import { IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/States';

export function AdminPage() {
  const { t } = useTranslation();
  return <EmptyState icon={<IconSettings size={26} />} title={t('rail.admin')} />;
}
