import type { PreviewTexts } from '../translation';

export const preview: PreviewTexts = {
  'preview.open': 'Посмотреть {name}',
  'preview.close': 'Закрыть просмотр',
  'preview.tools': 'Просмотр',
  'preview.coming': 'Загружаем файл…',
  'preview.place': '{n} из {of}',
  'preview.before': 'Предыдущий файл',
  'preview.after': 'Следующий файл',
  'preview.smaller': 'Уменьшить',
  'preview.larger': 'Увеличить',
  'preview.page': 'Страница {n} из {of}',
  'preview.pageBefore': 'Предыдущая страница',
  'preview.pageAfter': 'Следующая страница',
  'preview.pdf.locked': 'Этот PDF защищён паролем. Его можно сохранить и открыть в другой программе.',
  'preview.pdf.damaged': 'Этот PDF не прочитать: возможно, он повреждён. Его можно сохранить.',
  'preview.pdf.slow': 'Этот PDF рисуется слишком долго. Его можно сохранить и открыть в другой программе.',
};
