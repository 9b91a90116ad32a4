/** Where this person works, an office or at home: supervisors see it beside how good his line is. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { preferences, usePrefs } from '@/ui/prefs';

const SITE = 'phone.site';

export function Workplace() {
  const { t } = useTranslation('phone');
  const kept = usePrefs((prefs) => prefs.values[SITE] ?? '');
  const [site, setSite] = useState(kept);
  const save = () => {
    if (site.trim() !== kept) preferences.set({ [SITE]: site.trim() });
  };
  return (
    <TextInput
      label={t('devices.site')}
      description={t('devices.siteHint')}
      placeholder={t('devices.siteFor')}
      maxLength={40}
      value={site}
      onChange={(event) => setSite(event.currentTarget.value)}
      onBlur={save}
    />
  );
}
