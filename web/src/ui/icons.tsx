/** Icons by what they mean here, so that one thing looks the same everywhere. */
import {
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconDeviceMobile,
  IconHelpCircle,
  IconMail,
  IconMessageCircle2,
  IconPhone,
  IconPhoneCalling,
  IconVideo,
} from '@tabler/icons-react';
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const channels = {
  email: IconMail,
  webchat: IconMessageCircle2,
  voice: IconPhone,
  phone: IconPhone,
  callback: IconPhoneCalling,
  video: IconVideo,
  sms: IconDeviceMobile,
  whatsapp: IconBrandWhatsapp,
  telegram: IconBrandTelegram,
} as const;

export type KnownChannel = keyof typeof channels;

export const isKnownChannel = (name: string): name is KnownChannel => name in channels;

/** The channel's picture, with its name for those who do not see it. */
export function ChannelIcon({ channel, size = 16 }: { channel: string; size?: number }) {
  const { t } = useTranslation();
  const Icon = isKnownChannel(channel) ? channels[channel] : IconHelpCircle;
  return (
    <>
      <Icon size={size} stroke={1.7} aria-hidden />
      <VisuallyHidden>{isKnownChannel(channel) ? t(`channel.${channel}`) : channel}</VisuallyHidden>
    </>
  );
}
