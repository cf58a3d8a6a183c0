// What each clip of the voice says: the name of its file, and the text that is given to espeak-ng.

const digits = ['ling2', 'yi1', 'er4', 'san1', 'si4', 'wu3', 'liu4', 'qi1', 'ba1', 'jiu3'];
const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * A folder a language. Mandarin is written in pinyin with tone numbers, because the program's own dictionary of characters
 * is small. Letters are spoken the English way in both: that is how a number with a letter is read aloud in China.
 */
export const voices = [
  {
    folder: 'zh',
    voice: 'cmn-latn-pinyin',
    wordsPerMinute: 135,
    clips: {
      please: 'qing3',
      hao: 'hao4',
      to: 'dao4',
      'hao-counter': 'hao4 chuang1kou3',
      'the-counter': 'chuang1kou3',
      ten: 'shi2',
      ...Object.fromEntries(digits.map((pinyin, digit) => [digit, pinyin])),
    },
  },
  {
    folder: 'en',
    voice: 'en-gb',
    wordsPerMinute: 140,
    clips: {
      number: 'Number',
      'please-go-to-counter': 'please go to counter',
      'please-go-to-the-counter': 'please go to the counter',
      ...Object.fromEntries(letters.map((letter) => [`letter-${letter.toLowerCase()}`, letter])),
      ...Object.fromEntries([...words, ...teens].map((word, number) => [number, word])),
      ...Object.fromEntries(tens.map((word, index) => [(index + 2) * 10, word])),
    },
  },
];
