/** Opening hours: several blocks a day, copied to other days, public holidays, special dates. */
import { ActionIcon, Autocomplete, Button, Menu } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import { PLACES } from './choices';
import { Fields, Group } from './Fields';
import type { FormProps } from './form';
import { Spans } from './Spans';
import { Specials, type Special } from './Specials';
import { blocksOf, DAYS, problemsOfDay, weekOf, type Block, type Span } from './week';

const WORKDAYS: readonly number[] = [1, 2, 3, 4, 5];

function CopyMenu({ name, onCopy }: { name: string; onCopy: (days: readonly number[]) => void }) {
  const { t } = useTranslation('admin');
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={26} aria-label={t('hours.copy', { day: name })}>
          <IconCopy size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onCopy(WORKDAYS)}>{t('hours.toWorkdays')}</Menu.Item>
        <Menu.Item onClick={() => onCopy([6, 7])}>{t('hours.toWeekend')}</Menu.Item>
        <Menu.Item onClick={() => onCopy(DAYS)}>{t('hours.toAll')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function WeekRows({ body, set, problems, readOnly }: FormProps) {
  const { t, i18n } = useTranslation('admin');
  const blocks = (body['blocks'] ?? []) as Block[];
  const week = weekOf(blocks);
  const names = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' });
  const put = (days: readonly number[], spans: readonly Span[]) =>
    set('blocks', blocksOf(week.map((was, index) => (days.includes(index + 1) ? spans : was))));
  return (
    <div className={styles['week']}>
      {DAYS.map((day) => {
        const name = names.format(Date.UTC(2024, 0, day));
        const spans = week[day - 1] ?? [];
        const problem = problemsOfDay(blocks, problems, day);
        return (
          <div key={day} role="group" aria-label={name}>
            <b>{name}</b>
            <Spans name={name} spans={spans} readOnly={readOnly} onChange={(next) => put([day], next)} />
            {!readOnly && <CopyMenu name={name} onCopy={(days) => put(days, spans)} />}
            {problem && <p className={styles['wrong']}>{problem}</p>}
          </div>
        );
      })}
      {!readOnly && (
        <div>
          <span />
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => put(DAYS, [{ start: '00:00', end: '24:00' }])}
          >
            {t('hours.always')}
          </Button>
        </div>
      )}
    </div>
  );
}

function placeName(code: string, language: string): string {
  const [country = '', region] = code.split('-');
  const name = new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
  return region ? `${name} · ${region}` : name;
}

export function HoursForm(props: FormProps) {
  const { t, i18n } = useTranslation('admin');
  const { body, set, problems, readOnly, specs } = props;
  const spec = specs.find((one) => one.name === 'holidays');
  const place = typeof body['holidays'] === 'string' ? body['holidays'] : '';
  return (
    <>
      <Group title={t('form.general')}>
        <Fields {...props} names={['name', 'time_zone']} />
      </Group>
      <Group title={t('hours.week')} hint={t('hours.weekHint')}>
        <WeekRows {...props} />
      </Group>
      <Group title={t('hours.exceptions')}>
        <Autocomplete
          size="xs"
          maw={320}
          label={spec?.title}
          description={place ? placeName(place, i18n.language) : spec?.help}
          data={PLACES}
          renderOption={({ option }) => `${option.value} · ${placeName(option.value, i18n.language)}`}
          value={place}
          readOnly={readOnly}
          error={problems['holidays']}
          onChange={(value) => set('holidays', value.toUpperCase())}
          filter={({ options, search }) =>
            options.filter(
              (option) =>
                'value' in option &&
                `${option.value} ${placeName(option.value, i18n.language)}`
                  .toLowerCase()
                  .includes(search.toLowerCase()),
            )
          }
        />
        <Specials
          specials={(body['specials'] ?? []) as Special[]}
          problems={problems}
          readOnly={readOnly}
          onChange={(specials) => set('specials', specials)}
        />
      </Group>
    </>
  );
}
