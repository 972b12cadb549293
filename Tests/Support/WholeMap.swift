/// The file of a dual-write map with all the keys that such files have, written by hand: customers of
/// Finance and Operations, organizations only, and accounts of Sales.
package enum WholeMap {
    package static let text = """
        {
          "$id": "1",
          "name": "Customers V3 to accounts",
          "displayName": "Customers V3 - accounts",
          "environments": [
            {
              "name": "https://contoso.operations.dynamics.com",
              "connectionSetName": "set",
              "targetType": "AX",
              "sharedEnums": [],
              "connectionDisplayName": null,
              "needsIntegrationKey": true,
              "schemas": [
                {
                  "$id": "2",
                  "targetType": "AX",
                  "refreshState": "2",
                  "name": "Customers V3",
                  "displayName": "Customers V3",
                  "fields": [
                    { "$id": "3", "name": "CUSTOMERACCOUNT", "displayName": "Customer account",
                      "isRequired": true, "isReadonly": false,
                      "typeDetails": { "$type": "T", "type": "String", "length": 20 } }
                  ],
                  "keys": [
                    { "name": "EntityKey", "displayName": "EntityKey",
                      "fields": ["DATAAREAID", "CUSTOMERACCOUNT"],
                      "isIntegrationKey": true, "isPrimaryKey": true, "isCustomized": false }
                  ],
                  "primaryCompanyContextField": "DATAAREAID"
                }
              ]
            },
            {
              "name": "https://contoso.crm.dynamics.com",
              "targetType": "CRM",
              "schemas": [
                {
                  "name": "accounts",
                  "displayName": "Accounts",
                  "fields": [],
                  "keys": [
                    { "name": "accountid", "fields": ["accountid"], "isIntegrationKey": false,
                      "isPrimaryKey": true },
                    { "name": "msdyn_accountnumber", "fields": ["accountnumber", "msdyn_company"],
                      "isIntegrationKey": true, "isPrimaryKey": false }
                  ],
                  "primaryCompanyContextField": "msdyn_company"
                }
              ]
            }
          ],
          "targetTypeList": ["AX", "CRM"],
          "entityMappingTasks": [
            {
              "name": "Customers V3 - accounts",
              "order": 0,
              "connectionSetName": "set",
              "leftEnvironmentType": "AX",
              "centerEnvironmentType": null,
              "rightEnvironmentType": "CRM",
              "leftPartitionName": "",
              "centerPartitionName": null,
              "legs": [
                {
                  "id": "0",
                  "sourceEnvironment": "https://contoso.operations.dynamics.com",
                  "sourceSchema": "Customers V3",
                  "sourceFilter": "((PartyType == \\"Organization\\"))",
                  "isSourceFilterEditable": true,
                  "destinationEnvironment": "https://contoso.crm.dynamics.com",
                  "destinationSchema": "accounts",
                  "reversedSourceFilter": "customertypecode eq 3",
                  "fieldMappings": [
                    { "syncDirection": 3, "sourceField": "CUSTOMERACCOUNT",
                      "destinationField": "accountnumber", "valueTransforms": null,
                      "isSystemGenerated": true, "destinationLookupFieldRelatedEntity": null },
                    { "syncDirection": "3", "sourceField": "ORGANIZATIONNAME",
                      "destinationField": "name", "valueTransforms": [],
                      "isSystemGenerated": false },
                    { "syncDirection": 3, "sourceField": "SALESCURRENCYCODE",
                      "destinationField": "transactioncurrencyid.isocurrencycode",
                      "destinationLookupFieldRelatedEntity": "transactioncurrencies" },
                    { "syncDirection": 3, "sourceField": "CREDITLIMITISMANDATORY",
                      "destinationField": "creditonhold",
                      "valueTransforms": [
                        { "$type": "T", "transformType": "ValueMap", "defaultValue": null,
                          "valueMap": { "no": "False", "yes": "True" },
                          "createValuesOnDestination": false }
                      ] },
                    { "syncDirection": 1, "sourceField": "", "destinationField": "customertypecode",
                      "valueTransforms": [
                        { "$type": "T", "transformType": "Default", "valueMap": null,
                          "defaultValue": "3", "createValuesOnDestination": false }
                      ] },
                    { "syncDirection": 2, "sourceField": "PARTYTYPE", "destinationField": "",
                      "valueTransforms": [
                        { "$type": "T", "transformType": "Default",
                          "defaultValue": "Organization" }
                      ] }
                  ],
                  "entityFileFormat": null,
                  "deleteNonMatchingData": false
                }
              ]
            }
          ],
          "validationIssues": [],
          "projectState": "Ready",
          "isPQOnlineFlow": false,
          "maxCrmIo": 0,
          "useCrmOdataExport": false,
          "createImportErrorFile": false,
          "autoRetryFailedImportRecords": true,
          "templateIdentifier": {
            "name": "accounts", "id": "t", "displayName": "Accounts",
            "version": { "major": 1, "minor": 0, "build": 0, "revision": 5, "majorRevision": 0,
                         "minorRevision": 5 }
          },
          "isDataManagementProject": false,
          "dataManagementOperation": null,
          "tenant": null,
          "isDualWriteProject": true,
          "isDualWriteEnabled": true,
          "skipInitialSync": false,
          "areKeysMismatched": false,
          "authorizedUsers": [{ "user": "u", "permissions": ["Owner"] }],
          "id": "p",
          "owner": "u",
          "createdDateTime": "2021-09-15T08:00:00Z",
          "tags": []
        }
        """

    /// The same with the one line that reads it for the way back.
    package static let textReversed =
        "{\n  reversed: true,\n" + text.dropFirst("{\n".count)
}
