// Sentences of scripts. A template writes them, as messages, into attributes: with places ("{count} shown"), and where a
// number decides on the words with all that there are and which number takes which ({% by_number %}).
"use strict";

const Said = {
  filled(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  },

  counted(written, count, values) {
    const [sentences, which] = JSON.parse(written);
    const place = count < which.length ? count : 100 + (count % 100);
    return Said.filled(sentences[which[place]], { count, ...values });
  },
};
