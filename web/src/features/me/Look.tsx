/** Language, colours, contrast, density, size of text, motion. */
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { setLanguage, spoken, type Spoken } from '@/ui/i18n';
import { preferences } from '@/ui/prefs';
import { Line, OneOf, Section } from './Parts';

const LANGUAGES: readonly { value: Spoken; label: string }[] = [
  { value: 'es', label: 'Español (España)' },
  { value: 'es-419', label: 'Español (América)' },
  { value: 'en', label: 'English' },
];

export function Look() {
  const { t } = useTranslation('lists');
  const desk = useTranslation().t;
  const speak = (language: Spoken) => {
    preferences.set({ 'look.language': language });
    void setLanguage(language);
  };
  return (
    <Section title={t('me.look')}>
      <Line label={t('me.language')}>
        <SegmentedControl
          size="xs"
          aria-label={t('me.language')}
          value={spoken()}
          onChange={(next) => speak(next as Spoken)}
          data={[...LANGUAGES]}
        />
      </Line>
      <OneOf
        name="look.scheme"
        label={t('me.scheme')}
        options={[
          ['system', t('me.system')],
          ['light', desk('person.light')],
          ['dark', desk('person.dark')],
        ]}
      />
      <OneOf
        name="look.contrast"
        label={t('me.contrast')}
        hint={t('me.contrastHint')}
        options={[
          ['system', t('me.system')],
          ['normal', t('me.normal')],
          ['more', t('me.more')],
        ]}
      />
      <OneOf
        name="look.density"
        label={t('me.density')}
        options={[
          ['comfortable', t('list.comfortable')],
          ['compact', t('list.compact')],
        ]}
      />
      <OneOf
        name="look.size"
        label={t('me.size')}
        options={[
          ['s', t('me.small')],
          ['m', t('me.medium')],
          ['l', t('me.large')],
          ['xl', t('me.xlarge')],
        ]}
      />
      <OneOf
        name="look.motion"
        label={t('me.motion')}
        options={[
          ['system', t('me.system')],
          ['full', t('me.motionFull')],
          ['reduced', t('me.motionReduced')],
        ]}
      />
    </Section>
  );
}
