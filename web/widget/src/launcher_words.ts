/** The launcher's few words alone, so that the loader does not carry the whole catalogue. */
import {
  launcher as label_en,
  launcher_unread_one as one_en,
  launcher_unread_other as other_en,
  minimise as minimise_en,
} from '../../../src/atiende/locales/en/widget.json';
import {
  launcher as label_es,
  launcher_unread_one as one_es,
  launcher_unread_other as other_es,
  minimise as minimise_es,
} from '../../../src/atiende/locales/es/widget.json';

export const WORDS = {
  en: { label: label_en, one: one_en, other: other_en, minimise: minimise_en },
  es: { label: label_es, one: one_es, other: other_es, minimise: minimise_es },
};
