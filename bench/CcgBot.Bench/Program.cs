using CcgBot.Bench;

switch (args)
{
    case ["corpus", var source, var corpus, var passages, var questions]:
        Corpus.Write(source, corpus, int.Parse(passages), questions, 400);
        return 0;
    case ["tune", var corpus, var questions, var folder]:
        Tune.Run(corpus, questions, folder);
        return 0;
    default:
        Console.Error.WriteLine("corpus SOURCE.jsonl.gz CORPUS.jsonl PASSAGES QUESTIONS.txt");
        return 2;
}
