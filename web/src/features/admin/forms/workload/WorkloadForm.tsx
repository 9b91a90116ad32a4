/** How much an agent carries at once, as a picture for each channel; and what keeps the work bearable. */
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon, isKnownChannel } from '@/ui/icons';
import { useReferences } from '../choices';
import { Fields, Group } from '../Fields';
import styles from '../Form.module.css';
import own from './Workload.module.css';
import type { FormProps } from '../form';
import { Channel } from './Channel';
import { careInWords, fitsInWords, loadsOf, type ChannelLoad } from './summary';

/** What a channel begins with: as the centre does it without a workload. */
const USUAL: Readonly<Record<string, Partial<ChannelLoad>>> = {
  voice: { units: [100], exclusive: true },
  video: { units: [100], exclusive: true },
  webchat: { units: [34, 33, 33] },
  email: { units: [20, 20, 20, 20, 20], interruptible: true },
};

const begun = (channel: string): ChannelLoad => ({
  channel,
  units: [34, 33, 33],
  exclusive: false,
  interruptible: false,
  ...USUAL[channel],
});

/** Calls may be planned for before there is a line. */
const CALLS = ['voice'] as const;

function Add({ taken, onAdd }: { taken: readonly string[]; onAdd: (channel: string) => void }) {
  const { t } = useTranslation(['routing', 'desk']);
  const there = useReferences('channel', [...CALLS]).map(({ value }) => value);
  const left = there.filter((channel) => !taken.includes(channel));
  if (left.length === 0) return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" w="fit-content" leftSection={<IconPlus size={14} />}>
          {t('units.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {left.map((channel) => (
          <Menu.Item
            key={channel}
            leftSection={<ChannelIcon channel={channel} size={15} />}
            onClick={() => onAdd(channel)}
          >
            <span aria-hidden>{isKnownChannel(channel) ? t(`desk:channel.${channel}`) : channel}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function WorkloadForm(props: FormProps) {
  const { t } = useTranslation(['routing', 'admin', 'desk']);
  const { body, set, problems, readOnly } = props;
  const loads = loadsOf(body);
  const nameOf = (channel: string) => (isKnownChannel(channel) ? t(`desk:channel.${channel}`) : channel);
  return (
    <>
      <Group title={t('admin:form.general')}>
        <Fields {...props} names={['name']} />
      </Group>
      <Group title={t('section.fits')} words={fitsInWords(loads)}>
        {loads.length > 0 && (
          <ul className={own['channels']}>
            {loads.map((load, index) => (
              <Channel
                key={load.channel}
                load={load}
                name={nameOf(load.channel)}
                at={index}
                problems={problems}
                readOnly={readOnly}
                onChange={(next) =>
                  set(
                    'channels',
                    loads.map((one, other) => (other === index ? next : one)),
                  )
                }
                onRemove={() =>
                  set(
                    'channels',
                    loads.filter((_, other) => other !== index),
                  )
                }
              />
            ))}
          </ul>
        )}
        {!readOnly && (
          <Add
            taken={loads.map((one) => one.channel)}
            onAdd={(channel) => set('channels', [...loads, begun(channel)])}
          />
        )}
        <Fields {...props} names={['primary_first']} />
      </Group>
      <Group title={t('section.care')} words={careInWords(body)}>
        <div className={styles['pair']}>
          <Fields {...props} names={['occupancy_cap_percent', 'occupancy_minutes']} />
        </div>
        <div className={styles['pair']}>
          <Fields {...props} names={['breather_seconds', 'long_minutes']} />
        </div>
        <Fields {...props} names={['hard_reasons', 'hard_dispositions', 'hard_in_a_row']} />
      </Group>
    </>
  );
}
