/** Queues and agents, live. */
import { IconLayoutDashboard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/States';

export function BoardPage() {
  const { t } = useTranslation();
  return <EmptyState icon={<IconLayoutDashboard size={26} />} title={t('rail.board')} />;
}
