"""What intents and retrieval are compared with: TF-IDF of scikit-learn, with a linear classifier or by itself.

Words and pairs of words beside pieces of 2 to 5 letters, sublinear counts, a linear support vector machine as it comes;
out of scope by its best decision value. For retrieval the cosine of question and passage, words only.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

Scores = NDArray[np.float64]


class LinearIntents:
    def __init__(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        features = FeatureUnion([("words", words), ("letters", letters)])
        self._pipeline = Pipeline([("features", features), ("classifier", LinearSVC())])
        self._pipeline.fit(list(texts), list(labels))

    def labels(self, texts: Sequence[str]) -> list[str]:
        return [str(one) for one in self._pipeline.predict(list(texts))]

    def best(self, texts: Sequence[str]) -> Scores:
        """The decision value of the likeliest label of each text."""
        values: Scores = np.asarray(self._pipeline.decision_function(list(texts)))
        return values.max(axis=1) if values.ndim == 2 else np.abs(values)


class PlainRetrieval:
    def __init__(self, passages: Sequence[str]) -> None:
        self._vectorizer = TfidfVectorizer()
        self._passages = self._vectorizer.fit_transform(list(passages))

    def ranks(self, questions: Sequence[str]) -> Scores:
        """The cosine of each question with each passage."""
        scores: Scores = np.asarray((self._vectorizer.transform(list(questions)) @ self._passages.T).todense())
        return scores
