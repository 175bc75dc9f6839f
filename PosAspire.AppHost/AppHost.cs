Console.WriteLine("graph");
