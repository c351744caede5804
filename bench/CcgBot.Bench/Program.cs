using System.Globalization;
using CcgBot.Bench;

switch (args)
{
    case ["corpus", var source, var corpus, var passages, var questions]:
        Corpus.Write(source, corpus, int.Parse(passages, CultureInfo.InvariantCulture), questions, 400);
        return 0;
    case ["ingest", var corpus, var folder]:
        Ours.Ingest(corpus, folder);
        return 0;
    case ["query", var folder, var questions]:
        Ours.Query(folder, questions);
        return 0;
    case ["answer", var folder, var questions]:
        await Answers.WordsAsync(folder, questions);
        return 0;
    case ["vectors", var folder, var questions]:
        return await Answers.VectorsAsync(folder, questions);
    case ["changes", var folder, var questions]:
        Changes.Measure(folder, questions);
        return 0;
    case ["groups", var corpus, var folder, var questions]:
        GroupsBench.Measure(corpus, folder, questions);
        return 0;
    case ["nearest", var count]:
        return await NearestVectors.MeasureAsync(int.Parse(count, CultureInfo.InvariantCulture));
    case ["report", var results, var repository]:
        return Report.Write(results, repository);
    default:
        Console.Error.WriteLine("corpus SOURCE.jsonl.gz CORPUS.jsonl PASSAGES QUESTIONS.txt | ingest CORPUS.jsonl FOLDER | query|answer|vectors|changes FOLDER QUESTIONS.txt | groups CORPUS.jsonl FOLDER QUESTIONS.txt | nearest COUNT | report RESULTS.tsv REPOSITORY");
        return 2;
}
