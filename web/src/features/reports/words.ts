/** Names and thresholds in the reader's words. */
import { useTranslation } from 'react-i18next';
import { spanInWords } from '@/ui/time';
import type { QueueLine } from './questions';

const CHANNELS = ['webchat', 'email', 'voice', 'video', 'callback', 'post'] as const;
const LIVE: Readonly<Record<string, number>> = { voice: 20, video: 20, callback: 30, webchat: 30 };

export function useChannelName(): (channel: string) => string {
  const { t } = useTranslation('report');
  return (channel) => {
    const known = CHANNELS.find((one) => one === channel);
    return known ? t(`channel.${known}`) : channel;
  };
}

/** By what the service level of these lines is measured: one sentence for each channel's threshold. */
export function useThreshold(): (lines: readonly QueueLine[]) => string {
  const { t } = useTranslation('report');
  const name = useChannelName();
  return (lines) => {
    const said = lines.map(({ channel, level }) => {
      const seconds = LIVE[channel];
      return seconds === undefined
        ? t('threshold.business', { channel: name(channel), span: spanInWords(level.answer_seconds) })
        : t('threshold.live', { channel: name(channel), span: spanInWords(level.live_seconds || seconds) });
    });
    const each = [...new Set(said)];
    return each.length > 0 && each.length <= 3 ? each.join(' · ') : t('threshold.own');
  };
}
