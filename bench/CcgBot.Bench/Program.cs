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
        await Ours.QueryAsync(folder, questions);
        return 0;
    case ["report", var results, var docs]:
        Report.Write(results, docs);
        return 0;
    default:
        Console.Error.WriteLine("corpus SOURCE.jsonl.gz CORPUS.jsonl PASSAGES QUESTIONS.txt | ingest CORPUS.jsonl FOLDER | query FOLDER QUESTIONS.txt | report RESULTS.tsv DOCS");
        return 2;
}
