/** Opening hours: several blocks a day, copied to other days, public holidays, special dates. */
import { ActionIcon, Autocomplete, Button, Menu, TextInput } from '@mantine/core';
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../Admin.module.css';
import { PLACES } from './choices';
import { Fields, Group } from './Fields';
import type { FormProps } from './form';
import { Specials, type Special } from './Specials';
import { blocksOf, DAYS, nextSpan, problemsOfDay, timeOf, weekOf, type Block, type Span } from './week';

interface TimeProps {
  label: string;
  value: string;
  readOnly: boolean;
  onChange: (time: string) => void;
}

/** Typed freely, put right when left: so that it does not jump about while typing. */
export function TimeInput({ label, value, readOnly, onChange }: TimeProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      w={66}
      aria-label={label}
      value={typed ?? value}
      readOnly={readOnly}
      inputMode="numeric"
      maxLength={5}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== null) onChange(timeOf(typed));
        setTyped(null);
      }}
    />
  );
}

interface SpansProps {
  name: string;
  spans: readonly Span[];
  readOnly: boolean;
  onChange: (spans: Span[]) => void;
}

export function Spans({ name, spans, readOnly, onChange }: SpansProps) {
  const { t } = useTranslation('admin');
  const put = (at: number, change: Partial<Span>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...change } : span)));
  return (
    <div className={styles['spans']}>
      {spans.length === 0 && <span className={styles['quiet']}>{t('hours.closed')}</span>}
      {spans.map((span, index) => (
        <div key={index} className={styles['span']}>
          <TimeInput
            label={t('hours.from', { day: name })}
            value={span.start}
            readOnly={readOnly}
            onChange={(start) => put(index, { start })}
          />
          <span aria-hidden>–</span>
          <TimeInput
            label={t('hours.to', { day: name })}
            value={span.end}
            readOnly={readOnly}
            onChange={(end) => put(index, { end })}
          />
          {!readOnly && (
            <ActionIcon
              size={26}
              aria-label={t('hours.remove', { day: name, from: span.start, to: span.end })}
              onClick={() => onChange(spans.filter((_, other) => other !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && (
        <ActionIcon
          size={26}
          aria-label={t('hours.add', { day: name })}
          onClick={() => onChange([...spans, nextSpan(spans)])}
        >
          <IconPlus size={15} />
        </ActionIcon>
      )}
    </div>
  );
}

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
