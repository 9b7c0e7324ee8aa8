import BrokkrRelease

EntryPoint.main()
