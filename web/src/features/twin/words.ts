/** Names of days, queues and channels as this feature says them. */
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import { isKnownChannel } from '@/ui/icons';

/** A local date has no hour: read and written in UTC it stays the same date everywhere. */
export function useDayName(): (day: string) => string {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return (day) => {
    const at = Date.parse(`${day}T00:00:00Z`);
    return Number.isNaN(at) ? day : format.format(at);
  };
}

export function useQueueName(): (slug: string) => string {
  const { i18n } = useTranslation();
  const { queues } = useCatalog();
  return (slug) => nameOf(queues, slug, i18n.language);
}

export function useChannelName(): (name: string) => string {
  const { t } = useTranslation();
  return (name) => (isKnownChannel(name) ? t(`channel.${name}`) : name);
}
